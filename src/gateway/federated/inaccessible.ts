import { filterSchema } from '@graphql-tools/utils';
import type { ASTNode, ConstDirectiveNode, GraphQLSchema } from 'graphql';

/** What is left of a graph for its clients: nothing that a subgraph calls `@inaccessible`. */
export const withoutInaccessible = (schema: GraphQLSchema): GraphQLSchema =>
  filterSchema({
    schema,
    typeFilter: (_name, type) => isAccessible(type),
    rootFieldFilter: (_operation, _name, field) => isAccessible(field),
    fieldFilter: (_type, _name, field) => isAccessible(field),
    argumentFilter: (_type, _field, _name, argument) => isAccessible(argument),
    enumValueFilter: (_type, _name, value) => isAccessible(value),
  });

type Defined = { astNode?: (ASTNode & { directives?: readonly ConstDirectiveNode[] }) | null };

const isAccessible = (definition: unknown): boolean =>
  !(definition as Defined | undefined)?.astNode?.directives?.some(
    ({ name }) => name.value === 'inaccessible',
  );
