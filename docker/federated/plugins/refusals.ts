import type { GatewayPlugin } from '@graphql-hive/gateway';
import type { ExecutionResult, GraphQLError } from 'graphql';

const HEARD = Symbol('heard');

interface Heard {
  /** What the first subgraph that answered said, if it was no more than a refusal. */
  refusal: ExecutionResult | null;
  /** The fields that subgraphs found a fault with. */
  faulty: Set<string>;
}

type Marked = { [HEARD]?: Heard };

/**
 * A subgraph that refuses its part whole (too many sign-ins, no database) refuses the request whole, unless another one
 * has answered its part before: then some of it was done, and the answer says which.
 */
export const refusals: GatewayPlugin = {
  onSubgraphExecute({ executionRequest }) {
    return ({ result }) => {
      const context = executionRequest.context as Marked | undefined;
      if (!context || Symbol.asyncIterator in result) return;
      const isRefused = Boolean(result.errors) && result.data === undefined;
      context[HEARD] ??= { refusal: isRefused ? result : null, faulty: new Set() };
      for (const error of result.errors ?? []) context[HEARD].faulty.add(fieldOf(error));
    };
  },
  onExecute({ args }) {
    return {
      onExecuteDone({ result, setResult }) {
        const heard = (args.contextValue as Marked)[HEARD];
        if (!heard || Symbol.asyncIterator in result) return;
        if (heard.refusal?.errors) return setResult({ errors: heard.refusal.errors });
        if (result.errors)
          setResult({ ...result, errors: result.errors.filter(isReal(heard, result.errors)) });
      },
    };
  },
};

/** Where an entity could not be had, the router tells the fault at each of its fields, and not where it was found. */
const isReal =
  ({ faulty }: Heard, errors: readonly GraphQLError[]) =>
  (error: GraphQLError): boolean =>
    faulty.has(fieldOf(error)) ||
    !errors.some((other) => faulty.has(fieldOf(other)) && isOfSameEntity(error, other));

const isOfSameEntity = (one: GraphQLError, other: GraphQLError) =>
  one.message === other.message && entityOf(one) !== '' && entityOf(one) === entityOf(other);

const fieldOf = ({ path = [] }: Pick<GraphQLError, 'path'>): string => String(path.at(-1));
const entityOf = ({ path = [] }: Pick<GraphQLError, 'path'>): string => path.slice(0, -1).join('.');
