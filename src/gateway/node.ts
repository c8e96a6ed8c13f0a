import { type DocumentNode, parse } from 'graphql';
import { badUserInput } from '../platform/errors.ts';
import { type GraphContext, load } from '../platform/graphql/context.ts';
import { readGlobalId } from '../platform/graphql/global-id.ts';
import { LIMIT_DIRECTIVES } from '../platform/graphql/limit.directives.ts';
import type { SubgraphSchema } from '../platform/graphql/subgraph-schema.ts';
import { anyone, type RuleMap, signedIn } from '../platform/security/rules.ts';
import { referencesOf } from './references.ts';

/** What the subgraph of `node` is called. */
export const NODE = 'node';

/** Ids that one `nodes` may ask for. */
const MAX_NODES = 100;

/** The subgraph of the gateway itself: `node` and `nodes`, over every type that a subgraph owns. */
export function nodeSdl(subgraphs: SubgraphSchema[]): DocumentNode {
  const stubs = Object.keys(referencesOf(subgraphs)).map(
    (typename) => `type ${typename} implements Node @key(fields: "id", resolvable: false) { id: ID! }`,
  );
  return parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    ${LIMIT_DIRECTIVES}
    "Anything that has an id and can be fetched by it."
    interface Node {
      "Opaque, and unique over all types."
      id: ID!
    }
    type Query {
      "The thing with this id; null where there is none that the viewer may see."
      node("Its id, as any answer shows it." id: ID!): Node
      "The things with these ids, in their order; null for each that the viewer may not see. At most ${MAX_NODES}."
      nodes("Their ids." ids: [ID!]! @constraint(maxItems: ${MAX_NODES})): [Node]! @sizedBy(argument: "ids")
    }
    ${stubs.join('\n')}
  `);
}

export const nodeRules: RuleMap = {
  Query: { node: signedIn, nodes: signedIn, _service: anyone, _entities: signedIn },
};

export function nodeResolvers(subgraphs: SubgraphSchema[]) {
  const references = referencesOf(subgraphs);
  const find = async (id: string, path: (string | number)[], context: GraphContext) => {
    const typename = readGlobalId(id)?.typename ?? '';
    const owner = references[typename];
    if (!owner) throw badUserInput([{ path, message: 'This is not an id.' }]);
    const row = await load(context, owner, id);
    return row && { ...row, __typename: typename };
  };
  return {
    node: (_: unknown, { id }: { id: string }, context: GraphContext) => find(id, ['id'], context),
    nodes: (_: unknown, { ids }: { ids: string[] }, context: GraphContext) => {
      if (ids.length > MAX_NODES)
        throw badUserInput([{ path: ['ids'], message: `At most ${MAX_NODES} ids.` }]);
      return Promise.all(ids.map((id, index) => find(id, ['ids', index], context)));
    },
  };
}
