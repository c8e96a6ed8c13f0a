import { createRequire } from 'node:module';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
  visit,
} from 'graphql';

// Its ES modules name their files without an extension, which Node does not find.
const require = createRequire(import.meta.url);
const { compileQuery, isCompiledQuery }: typeof import('graphql-jit') = require('graphql-jit');

/** A document made into a function. Takes variables that have been coerced already. */
export type CompiledDocument = (
  context: unknown,
  variables: Record<string, unknown>,
) => Promise<ExecutionResult> | ExecutionResult;

const ANYTHING: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'JSON' } };

/**
 * Compiles one operation; null for what the compiler cannot do. Its own parser of variables never ends on an input
 * type that contains itself and overlooks `@oneOf`: the compiled copy takes any value, and whoever calls it coerces.
 */
export function compileDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledDocument | null {
  const compiled = compileQuery(schema, withOpenVariables(document), operation.name?.value ?? '');
  if (!isCompiledQuery(compiled)) return null;
  return (context, variables) => compiled.query(undefined, context, variables);
}

const withOpenVariables = (document: DocumentNode): DocumentNode =>
  visit(document, {
    VariableDefinition: (definition) => ({ ...definition, type: ANYTHING, defaultValue: undefined }),
  });
