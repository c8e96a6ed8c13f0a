import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledDocument, compileDocument } from './compile.ts';
import { asJsonLists, withJsonLists } from './json-lists.ts';
import { planOf } from './limits/document-plan.ts';

/** A compiled document takes about as much memory as the text of twenty. */
const MAX_COMPILED = 1_000;
const MAX_VARIABLE_FAULTS = 50;

export type Executor = (args: Omit<ExecutionArgs, 'schema'>) => Promise<ExecutionResult> | ExecutionResult;

/** One operation of a document: seen once, or compiled, or found to be beyond the compiler (null). */
type State = 'seen' | CompiledDocument | null;

/**
 * Executes documents on a schema. One that comes again is compiled: a list of 1,000 loans is then answered twice as
 * fast, while a document that nobody repeats is not worth the milliseconds.
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const schemaWithJson = withJsonLists(schema);
  const states = new LRUCache<OperationDefinitionNode, { state: State }>({ max: MAX_COMPILED });
  return (args) => {
    const operation = getOperationAST(args.document, args.operationName);
    const compiled = operation && compiledFor(operation, args.document);
    if (!operation || !compiled) return execute({ schema, ...args });
    const { variableDefinitions = [] } = operation;
    const { errors, coerced } = getVariableValues(schema, variableDefinitions, args.variableValues ?? {}, {
      maxErrors: MAX_VARIABLE_FAULTS,
    });
    return errors ? { errors } : compiled(args.contextValue, coerced);
  };

  function compiledFor(operation: OperationDefinitionNode, document: DocumentNode): CompiledDocument | null {
    const known = states.get(operation);
    if (known && known.state !== 'seen') return known.state;
    const state = known ? compileIfSame(operation, document) : 'seen';
    states.set(operation, { state });
    return state === 'seen' ? null : state;
  }

  function compileIfSame(operation: OperationDefinitionNode, document: DocumentNode) {
    if (!isCompilable(schema, document, operation)) return null;
    return compileDocument(schemaWithJson, asJsonLists(schemaWithJson, document), operation);
  }
}

/** Compiled mutations would go on after one has failed, and compiled introspection has an order of its own. */
const isCompilable = (
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, name }: OperationDefinitionNode,
) => operation === 'query' && !planOf(schema, document, name?.value)?.readsSchema;
