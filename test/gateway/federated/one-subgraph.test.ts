import { type GraphQLObjectType, type GraphQLSchema, graphql } from 'graphql';
import { composeGraph, type GraphPart } from '../../../src/gateway/compose.ts';
import { asOneSubgraph } from '../../../src/gateway/federated/one-subgraph.ts';
import { composeSupergraph } from '../../../src/gateway/federated/supergraph.ts';
import { subgraphNames, subgraphs } from '../../../src/gateway/subgraphs.ts';
import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { seedPortfolios } from '../../support/book.ts';
import { contextFor } from '../../support/context.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { entities } from './as-router.ts';

let parts: GraphPart[];
beforeAll(async () => {
  ({ parts } = await composeGraph(subgraphs));
});

const together = (...names: string[]) => asOneSubgraph(parts.filter(({ name }) => names.includes(name)));
const sdlOf = async (schema: GraphQLSchema): Promise<string> => {
  const { data } = await graphql({ schema, source: '{ _service { sdl } }', contextValue: { viewer: null } });
  return (data as { _service: { sdl: string } })._service.sdl;
};

describe.each(subgraphNames)('%s alone', (name) => {
  it('has the document that stands in schema/', async () => {
    expect(await sdlOf(together(name))).toBe(parts.find((part) => part.name === name)?.sdl);
  });
});

describe('several subgraphs together', () => {
  it('are one for the router: each type has its key once, and no stub is left of what is owned here', async () => {
    const sdl = await sdlOf(together('identity', 'credit'));
    expect(sdl).toContain('type User implements Node @key(fields: "id") {');
    expect(sdl).not.toContain('resolvable: false');
    expect(sdl).not.toMatch(/_entities|_service|_Any|federation__|join__/);
    expect(await sdlOf(together('credit', 'reporting'))).toContain(
      'type User @key(fields: "id", resolvable: false) {',
    );
  });

  it.each([
    [['identity', 'credit']],
    [['credit', 'reporting', 'node']],
  ])('compose with the rest of the graph: %s', async (names) => {
    const others = parts.filter(({ name }) => !names.includes(name));
    const ours = { name: 'ours', sdl: await sdlOf(together(...names)) };
    const supergraph = composeSupergraph([ours, ...others]);
    for (const field of ['portfolios(', 'auditLog(', 'document(', 'node('])
      expect(supergraph).toContain(`\n  ${field}`);
  });

  it('have the root fields of each, and of no other', () => {
    const { portfolios, users, document, node } = together('identity', 'credit')
      .getQueryType()
      ?.getFields() as ReturnType<GraphQLObjectType['getFields']>;
    expect([portfolios, users, document, node].map(Boolean)).toEqual([true, true, false, false]);
  });

  describe('on a book', () => {
    const database = useTestDatabase();
    let a: TenantFixture;
    let portfolioId: string;
    beforeAll(async () => {
      ({ a } = await seedIdentity(database));
      [portfolioId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
    });
    const ask = (schema: GraphQLSchema, source: string, variableValues = {}) =>
      graphql({ schema, source, variableValues, contextValue: contextFor(database, a.viewers.VIEWER) });

    it('answer references among themselves, and leave the others to the router', async () => {
      const owner = { representations: [{ __typename: 'Portfolio', id: portfolioId }] };
      const inside = await ask(
        together('identity', 'credit'),
        entities('... on Portfolio { name owner { fullName } }'),
        owner,
      );
      expect(inside).toEqual({
        data: {
          _entities: [
            {
              __typename: 'Portfolio',
              name: 'Portfolio 0001',
              owner: { fullName: 'PORTFOLIO_MANAGER of a' },
            },
          ],
        },
      });
      const alone = await ask(
        together('credit'),
        entities('... on Portfolio { owner { id __typename } }'),
        owner,
      );
      expect(alone.data?._entities).toMatchObject([
        { owner: { __typename: 'User', id: a.ids.users.PORTFOLIO_MANAGER } },
      ]);
    });

    it('find a thing of any other subgraph by node, as far as the viewer may see', async () => {
      const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
      const missing = toGlobalId('Portfolio', 999);
      const { data, errors } = await ask(together('node'), NODES, { ids: [portfolioId, missing] });
      expect(errors).toBeUndefined();
      expect(data?.nodes).toEqual([{ __typename: 'Portfolio', id: portfolioId }, null]);
    });
  });
});
