import { type GraphQLObjectType, graphql } from 'graphql';
import { Query, Resolver } from 'type-graphql';
import { composeGraph } from '../../src/gateway/compose.ts';
import { nodeRules } from '../../src/gateway/node.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';
import { buildSubgraph } from '../../src/platform/graphql/subgraph-schema.ts';
import { defineSubgraph } from '../../src/platform/subgraph.ts';

const ROOTS = ['Query', 'Mutation', 'Subscription'];

describe('the rules', () => {
  it('name every root field that is served', async () => {
    const { schema } = await composeGraph(subgraphs);
    const rules = [nodeRules, ...subgraphs.map((subgraph) => subgraph.rules)];
    const served = ROOTS.flatMap((root) =>
      Object.keys((schema.getType(root) as GraphQLObjectType).getFields()),
    );
    const ruled = rules.flatMap((map) => ROOTS.flatMap((root) => Object.keys(map[root] ?? {})));
    expect(served.filter((field) => !ruled.includes(field))).toEqual([]);
    expect(served.length).toBeGreaterThanOrEqual(40);
  });

  it('deny a root field that none of them names, and its resolver does not run', async () => {
    let ran = false;
    @Resolver()
    class Forgotten {
      @Query(() => String)
      forgotten(): string {
        ran = true;
        return 'secret';
      }
    }
    const forgetful = defineSubgraph({
      name: 'forgetful',
      resolvers: [Forgotten],
      rules: {},
      references: {},
      entities: [],
    });
    const { schema } = await buildSubgraph(forgetful);
    const { data, errors } = await graphql({ schema, source: '{ forgotten }', contextValue: { viewer: {} } });
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(ran).toBe(false);
  });
});
