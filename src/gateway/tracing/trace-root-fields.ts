import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { isTracing, traced } from '../../platform/tracing/tracing.ts';

type Resolver = GraphQLFieldResolver<unknown, GraphContext>;

/** A span for each root field of a query or mutation; nothing for the fields below, of which there may be thousands. */
export function traceRootFields(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
      field.resolve = inSpan(`${type?.name}.${name}`, field.resolve ?? defaultFieldResolver);
    }
  }
}

const inSpan =
  (name: string, resolve: Resolver): Resolver =>
  (parent, args, context, info) => {
    if (!isTracing()) return resolve(parent, args, context, info);
    return traced({ name, attributes: { 'graphql.field.path': info.path.key } }, async () =>
      resolve(parent, args, context, info),
    );
  };
