import {
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { weightOf } from './field-limits.ts';

const weights = new WeakMap<GraphQLInputField, number | null>();

/** Each object of an argument costs 1, or what `@cost` says of the field that it is the value of. */
export function costOfInput(
  schema: GraphQLSchema,
  type: GraphQLInputType,
  value: unknown,
  weight: number | null = null,
): number {
  if (value === null || value === undefined) return 0;
  const given = getNullableType(type);
  if (isListType(given)) {
    const items = Array.isArray(value) ? value : [value];
    return items.reduce((total: number, item) => total + costOfInput(schema, given.ofType, item, weight), 0);
  }
  if (!isInputObjectType(given) || typeof value !== 'object') return weight ?? 0;
  const fields = Object.values(given.getFields());
  return fields.reduce(
    (total, field) =>
      total + costOfInput(schema, field.type, (value as Values)[field.name], weightIn(schema, field)),
    weight ?? 1,
  );
}

type Values = Record<string, unknown>;

function weightIn(schema: GraphQLSchema, field: GraphQLInputField): number | null {
  const known = weights.get(field);
  if (known !== undefined) return known;
  const weight = weightOf(schema, field);
  weights.set(field, weight);
  return weight;
}
