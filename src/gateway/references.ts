import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type GraphContext, load } from '../platform/graphql/context.ts';
import type { Loader } from '../platform/graphql/loader.ts';
import type { SubgraphSchema } from '../platform/graphql/subgraph-schema.ts';
import type { ReferencedRow } from '../platform/subgraph.ts';

type ReferenceLoader = Loader<string, ReferencedRow | null>;

/**
 * Lets an answer that points at another subgraph's type go through its owner's loader, as a router would ask
 * `_entities`: one batch for a whole list, none where only key fields are asked for.
 */
export function resolveReferencesThroughOwners(subgraphs: SubgraphSchema[]): void {
  for (const { subgraph, schema } of subgraphs) {
    const foreign = referencesOf(subgraphs.filter((other) => other.subgraph !== subgraph));
    for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
      for (const field of Object.values(type.getFields())) {
        const owner = foreign[getNamedType(field.type).name];
        if (owner) followReference(field, owner);
      }
    }
  }
}

export function referencesOf(subgraphs: SubgraphSchema[]): Record<string, ReferenceLoader> {
  // Without a prototype: an id may name any type, `constructor` too.
  return Object.assign(Object.create(null), ...subgraphs.map(({ subgraph }) => subgraph.references));
}

function followReference(field: GraphQLField<unknown, GraphContext>, owner: ReferenceLoader): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (parent, args, context, info) => {
    const answer = resolve(parent, args, context, info);
    if (asksForKeysOnly(info)) return answer;
    // What a row has is followed at once: a promise more for each row of a list adds up.
    if (!isPending(answer)) return complete(answer, owner, context);
    return answer.then((row) => complete(row, owner, context));
  };
}

const isPending = (answer: unknown): answer is PromiseLike<unknown> =>
  typeof (answer as PromiseLike<unknown> | null | undefined)?.then === 'function';

function complete(answer: unknown, owner: ReferenceLoader, context: GraphContext): unknown {
  if (Array.isArray(answer)) return Promise.all(answer.map((item) => complete(item, owner, context)));
  if (answer === null || answer === undefined) return answer;
  return load(context, owner, (answer as ReferencedRow).id);
}

/** By what is selected: the same nodes of the document for every row of a list. */
const keysOnly = new WeakMap<readonly FieldNode[], boolean>();

function asksForKeysOnly(info: GraphQLResolveInfo): boolean {
  const known = keysOnly.get(info.fieldNodes);
  if (known !== undefined) return known;
  const asked = info.fieldNodes.every((node) => onlyKeys(node.selectionSet, info));
  keysOnly.set(info.fieldNodes, asked);
  return asked;
}

function onlyKeys(selection: SelectionSetNode | undefined, info: GraphQLResolveInfo): boolean {
  return (selection?.selections ?? []).every((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === 'id' || node.name.value === '__typename';
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
    return onlyKeys(fragment?.selectionSet, info);
  });
}
