import { readFile } from 'node:fs/promises';
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { composeGraph } from '../../src/gateway/compose.ts';
import { schemaFiles } from '../../src/gateway/schema-files.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';

let schema: GraphQLSchema;
let files: Record<string, string>;
beforeAll(async () => {
  const graph = await composeGraph(subgraphs);
  schema = graph.schema;
  files = schemaFiles(graph);
});

const read = (file: string) => readFile(file, 'utf8');

describe('the public schema', () => {
  it('breaks nothing of the one that stands in schema/public.graphql', async () => {
    expect(findBreakingChanges(buildSchema(await read('schema/public.graphql')), schema)).toEqual([]);
  });

  it('shows a break where there is one', () => {
    const narrower = buildSchema('type Query { me: String }');
    expect(findBreakingChanges(schema, narrower).length).toBeGreaterThan(100);
  });

  it('describes every type, field, argument, input field and enum value', () => {
    const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
    const silent = types.flatMap((type) => (isSpecifiedScalarType(type) ? [] : undescribed(type)));
    expect(silent.filter((place) => !/^(?:Query|Mutation|Subscription)$/.test(place))).toEqual([]);
  });

  it('shows nothing that is for a router', () => {
    expect(schema.getType('_Service')).toBeUndefined();
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).not.toContain('_entities');
    expect(files['public.graphql']).not.toMatch(/@key|@shareable|@tag|@inaccessible|federation__|_Any/);
  });
});

describe('the emitted files', () => {
  it('are one for each subgraph, the supergraph and the public schema', () => {
    const names = ['credit', 'identity', 'node', 'public', 'reporting', 'supergraph'].map(
      (name) => `${name}.graphql`,
    );
    expect(Object.keys(files).sort()).toEqual(names);
  });

  it('equal the code', async () => {
    for (const [name, text] of Object.entries(files)) expect(text).toBe(await read(`schema/${name}`));
  });

  it('are Federation 2, so that no shared type leaks fields', () => {
    for (const name of ['credit', 'identity', 'node', 'reporting']) {
      expect(files[`${name}.graphql`]).toContain('@link(url: "https://specs.apollo.dev/federation/v2.9"');
    }
  });

  it('let the router find an owner by its key alone', () => {
    expect(files['credit.graphql']).toMatch(
      /type User @key\(fields: "id", resolvable: false\) \{\s+id: ID!\s+\}/,
    );
  });
});

/** The places of a type that have no description. */
function undescribed(type: GraphQLNamedType): string[] {
  const places: [string, string | null | undefined][] = [[type.name, type.description]];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      places.push([`${type.name}.${field.name}`, field.description]);
      for (const arg of field.args) places.push([`${type.name}.${field.name}(${arg.name})`, arg.description]);
    }
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      places.push([`${type.name}.${field.name}`, field.description]);
  }
  if (isEnumType(type))
    for (const value of type.getValues()) places.push([`${type.name}.${value.name}`, value.description]);
  return places.filter(([, description]) => !description).map(([place]) => place);
}
