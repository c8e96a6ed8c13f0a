import { isObjectType } from 'graphql';
import { nameOf, objectTypes } from '../documents/paths.ts';
import { forgivingGraph } from '../graph.ts';
import { QUERIES, REACH } from './queries.ts';
import { TYPES } from './types.ts';

const schema = await forgivingGraph();

const fieldsOf = (type: string) => {
  const found = schema.getType(type);
  return isObjectType(found) ? Object.keys(found.getFields()).sort() : [];
};

const named = (fields: string[]) => [...new Set(fields.map(nameOf))].sort();

test('every field of Query has a verdict, and every verdict a field', () => {
  expect(named(Object.keys(QUERIES))).toEqual(fieldsOf('Query'));
});

test('every object type has a verdict, and every verdict a type', () => {
  expect(Object.keys(TYPES).sort()).toEqual(
    objectTypes(schema)
      .map(({ name }) => name)
      .sort(),
  );
});

test.each(
  Object.entries(TYPES),
)('every field of %s has a verdict, and every verdict a field', (type, verdict) => {
  expect(named([...verdict.open.split(' '), ...Object.keys(verdict.guarded ?? {})])).toEqual(fieldsOf(type));
});

test('every type that has an id has a reach', () => {
  const withId = objectTypes(schema).filter(
    ({ name }) => fieldsOf(name).includes('id') && !/^Deleted/.test(name),
  );
  expect(withId.map(({ name }) => name).sort()).toEqual(Object.keys(REACH).sort());
});
