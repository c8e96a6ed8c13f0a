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
import { asJsonLists } from './json-lists/as-json-lists.ts';
import { withJsonLists } from './json-lists/hidden-fields.ts';
import { putObjectsInPlace, type SharedObjects } from './json-lists/shared-objects.ts';
import { planOf } from './limits/document-plan.ts';
import { MAX_ISSUES } from './limits/limits.ts';

/** A compiled document takes about as much memory as the text of twenty. */
const MAX_COMPILED = 1_000;

export type Executor = (args: Omit<ExecutionArgs, 'schema'>) => Promise<ExecutionResult> | ExecutionResult;

interface Compiled {
  run: CompiledDocument;
  shared: SharedObjects[];
}

/** One operation of a document: seen once, or compiled, or found to be beyond the compiler (null). */
type State = 'seen' | Compiled | null;

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
      maxErrors: MAX_ISSUES,
    });
    if (errors) return { errors };
    const answer = compiled.run(args.contextValue, coerced);
    if (compiled.shared.length === 0) return answer;
    return withSharedObjects(answer, compiled.shared, () => execute({ schema, ...args }));
  };

  function compiledFor(operation: OperationDefinitionNode, document: DocumentNode): Compiled | null {
    const known = states.get(operation);
    if (known && known.state !== 'seen') return known.state;
    const state = known ? compileIfSame(operation, document) : 'seen';
    states.set(operation, { state });
    return state === 'seen' ? null : state;
  }

  function compileIfSame(operation: OperationDefinitionNode, document: DocumentNode): Compiled | null {
    if (!isCompilable(schema, document, operation)) return null;
    const { document: asked, shared } = asJsonLists(schemaWithJson, document, operation);
    const run = compileDocument(schemaWithJson, asked, operation);
    return run && { run, shared };
  }
}

/** What went wrong within a shared object went wrong in each node that has it: then they are asked one by one. */
async function withSharedObjects(
  answer: ReturnType<CompiledDocument>,
  shared: SharedObjects[],
  askAnew: () => ReturnType<Executor>,
): Promise<ExecutionResult> {
  const { data, errors } = await answer;
  if (errors) return askAnew();
  putObjectsInPlace(data, shared);
  return { data };
}

/** Compiled mutations would go on after one has failed, and compiled introspection has an order of its own. */
const isCompilable = (
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, name }: OperationDefinitionNode,
) => operation === 'query' && !planOf(schema, document, name?.value)?.readsSchema;
