import { filterSchema } from '@graphql-tools/utils';
import { GraphQLSchema } from 'graphql';

/** What is left of a subgraph's schema without what only a router may see: `_service`, `_entities`, directives. */
export function withoutRouterMachinery(schema: GraphQLSchema): GraphQLSchema {
  const open = filterSchema({
    schema,
    rootFieldFilter: (_, name) => !name?.startsWith('_'),
    typeFilter: (name) => !name.includes('_') || name.startsWith('__'),
  });
  const config = open.toConfig();
  const isOurs = (name: string) => !FEDERATION_DIRECTIVES.test(name);
  return new GraphQLSchema({ ...config, directives: config.directives.filter(({ name }) => isOurs(name)) });
}

const FEDERATION_DIRECTIVES =
  /^(?:link|key|shareable|requires|provides|external|extends|tag|inaccessible|override|federation__)/;
