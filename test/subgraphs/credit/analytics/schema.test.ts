import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { analyticsSchema } from './ask.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await analyticsSchema();
});

type Described = { name: string; description?: string | null };

/** A type, and everything inside it that can carry a description. */
function partsOf(type: GraphQLNamedType): [path: string, part: Described][] {
  const parts: [string, Described][] = [[type.name, type]];
  if (isEnumType(type))
    for (const value of type.getValues()) parts.push([`${type.name}.${value.name}`, value]);
  if (isInputObjectType(type) || isObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      parts.push([`${type.name}.${field.name}`, field]);
      const args = 'args' in field ? field.args : [];
      for (const arg of args) parts.push([`${type.name}.${field.name}(${arg.name})`, arg]);
    }
  }
  return parts;
}

const ROOTS = ['Query', 'User', 'Organization'];
const isOurs = (type: GraphQLNamedType) =>
  !type.name.startsWith('_') &&
  !type.name.includes('__') &&
  !ROOTS.includes(type.name) &&
  !isSpecifiedScalarType(type);

test('every type, field, argument and value says what it is', () => {
  const parts = Object.values(schema.getTypeMap()).filter(isOurs).flatMap(partsOf);
  expect(parts.length).toBeGreaterThan(250);
  expect(parts.filter(([, { description }]) => !description).map(([path]) => path)).toEqual([]);
});

test('a shock is exactly one thing', () => {
  const shocks = schema.getType('ShockInput');
  expect(isInputObjectType(shocks) && shocks.isOneOf).toBe(true);
});
