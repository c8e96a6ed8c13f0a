import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { TYPES } from '../verdicts/types.ts';
import { argumentsOf } from './arguments.ts';
import { nameOf } from './paths.ts';

const fieldsOf = (schema: GraphQLSchema, type: string): GraphQLField<unknown, unknown>[] => {
  const found = schema.getType(type);
  return isObjectType(found) ? Object.values(found.getFields()) : [];
};

/** The leaf fields that whoever reaches an object reads; of a connection, those of its nodes, too. */
export function openLeaves(schema: GraphQLSchema, type: string): string {
  const { guarded = {} } = TYPES[type] ?? {};
  const leaves = fieldsOf(schema, type).filter(
    ({ name, type: answer, args }) =>
      isLeafType(getNamedType(answer)) && !guarded[name] && !args.some(isRequiredArgument),
  );
  const nodes = fieldsOf(schema, type).filter(({ name }) => type.endsWith('Connection') && name === 'nodes');
  const inner = nodes.map((field) => `nodes { ${openLeaves(schema, getNamedType(field.type).name)} }`);
  return ['__typename', ...leaves.map(({ name }) => name), ...inner].join(' ');
}

/** The key in an answer under which a field stands: `analytics(scenario)` would clash with `analytics`. */
export const keyOf = (field: string): string => field.replace(/\W+/g, '_');

/** One field with its arguments; of an object, its open leaves, and apart its id alone, for which nobody else is asked. */
export function fieldText(schema: GraphQLSchema, type: string, field: string, generous = false): string {
  const found = fieldsOf(schema, type).find(({ name }) => name === nameOf(field));
  if (!found) throw new Error(`There is no ${type}.${field}.`);
  const key = keyOf(field);
  const text = `${found.name}${argumentsOf(schema, { type, field }, generous)}`;
  const target = getNamedType(found.type).name;
  if (fieldsOf(schema, target).length === 0) return `${key}: ${text}`;
  const hasId = fieldsOf(schema, target).some(({ name }) => name === 'id');
  return `${key}: ${text} { ${openLeaves(schema, target)} }${hasId ? ` ${key}_id: ${text} { id }` : ''}`;
}
