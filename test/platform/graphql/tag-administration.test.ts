import { type FieldDefinitionNode, parse, visit } from 'graphql';
import { composeGraph } from '../../../src/gateway/compose.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import { admins, superAdmins } from '../../../src/platform/security/rules.ts';

const isTagged = ({ directives = [] }: FieldDefinitionNode) =>
  directives.some(({ name }) => name.value === 'tag');

/** The places of a document that are tagged, as `Query.users`. */
function taggedIn(sdl: string): string[] {
  const places: string[] = [];
  visit(parse(sdl), {
    ObjectTypeDefinition: ({ name, fields = [] }) => {
      places.push(...fields.filter(isTagged).map((field) => `${name.value}.${field.name.value}`));
    },
  });
  return places.sort();
}

test('exactly what only administrators may ask for is tagged', async () => {
  const { parts } = await composeGraph(subgraphs);
  const ruled = subgraphs.flatMap(({ rules }) =>
    Object.entries(rules).flatMap(([type, fields]) =>
      Object.entries(fields)
        .filter(([, rule]) => rule === admins || rule === superAdmins)
        .map(([field]) => `${type}.${field}`),
    ),
  );
  const tagged = parts.flatMap(({ sdl }) => taggedIn(sdl));
  expect(tagged.sort()).toEqual(ruled.sort());
  expect(tagged).toEqual(expect.arrayContaining(['Mutation.createTenant', 'Query.auditLog', 'Query.users']));
  expect(tagged).not.toContain('Query.portfolios');
});
