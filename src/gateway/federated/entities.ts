import { type GraphQLField, type GraphQLSchema, type ObjectTypeDefinitionNode, parse } from 'graphql';
import { badUserInput, type Issue } from '../../platform/errors.ts';
import { type GraphContext, viewerOf } from '../../platform/graphql/context.ts';
import { MAX_ISSUES } from '../limits/limits.ts';
import { ownedTypes } from './owned-types.ts';

/** So that a router's question costs as much as the things that it asks for, which is what bounds their number. */
const WEIGHED = parse(
  'type Query { _entities(representations: [_Any!]!): [_Entity]! @sizedBy(argument: "representations") }',
).definitions[0] as ObjectTypeDefinitionNode;

/**
 * Lets a router ask of entities for those who have signed in; which of them a viewer may see is the loaders' to say.
 * Throws BAD_USER_INPUT for what represents nothing.
 */
export function guardEntities(field: GraphQLField<unknown, GraphContext>, schema: GraphQLSchema): void {
  const types = ownedTypes(schema);
  const { resolve } = field;
  field.astNode = WEIGHED.fields?.[0];
  field.resolve = (source, args: { representations: unknown[] }, context, info) => {
    viewerOf(context);
    const issues = faultsOf(args.representations, types);
    if (issues.length > 0) throw badUserInput(issues.slice(0, MAX_ISSUES));
    return resolve?.(source, args, context, info);
  };
}

const faultsOf = (representations: unknown[], types: Set<string>): Issue[] =>
  representations.flatMap((representation, index) => {
    const { __typename: typename } = (representation ?? {}) as { __typename?: unknown };
    if (typeof typename === 'string' && types.has(typename)) return [];
    return { path: ['representations', index], message: 'This represents nothing that is found here.' };
  });
