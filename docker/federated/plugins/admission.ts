import type { GatewayContext, GatewayPlugin } from '@graphql-hive/gateway';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Admitted, Edge } from '../../../dist/src/gateway/edge/edge.js';
import type { CountRequest } from './rates.ts';
import type { Registered } from './registered.ts';
import { requestIdOf } from './request-id.ts';

const ADMITTED = Symbol('admitted');
type Marked = { [ADMITTED]?: Admitted };

export const isTrusted = (context: GatewayContext): boolean =>
  (context as Marked)[ADMITTED]?.isTrusted ?? false;

/** Nothing is executed that the edge has not found harmless, over whatever transport it comes. */
export const admission = (edge: Edge, registered: Registered, count: CountRequest): GatewayPlugin => ({
  async onParams({ params, setParams, setResult, request, context }) {
    const { query, extensions, ...others } = params;
    const { documentId, ...otherExtensions } = extensions ?? {};
    const asked = { ...others, query, extensions, documentId };
    const transport = transportOf(request, context as GatewayContext);
    const found = await edge.admit(asked, transport, (called) =>
      registered(called, request, context as GatewayContext),
    );
    if ('errors' in found) return setResult(found as ExecutionResult);
    const refusal = await count(request, context as GatewayContext);
    if (refusal) return setResult(refusal as never);
    (context as Marked)[ADMITTED] = found;
    if (found.answer) return setResult(found.answer as ExecutionResult);
    setParams({ ...others, query: found.query, extensions: otherExtensions });
  },
  onExecutionResult({ result, setResult, request, context }) {
    const admitted = (context as Marked)[ADMITTED];
    if (!result || !admitted) return;
    const shown = (answer: ExecutionResult) =>
      edge.shown(answer as never, admitted, requestIdOf(request)) as ExecutionResult;
    if (Symbol.asyncIterator in result) {
      const isSocket = Boolean((context as GatewayContext).connectionParams);
      return setResult(shownEvents(result as AsyncIterable<ExecutionResult>, shown, isSocket));
    }
    const answer = shown(result as ExecutionResult);
    const isAnswer = answer.data !== undefined;
    setResult({ ...answer, ...(isAnswer && { extensions: { cost: admitted.cost } }) });
  },
});

function transportOf(request: Request, { connectionParams }: GatewayContext): 'GET' | 'POST' | 'events' {
  if (connectionParams || request.headers.get('accept')?.trim() === 'text/event-stream') return 'events';
  return request.method === 'GET' ? 'GET' : 'POST';
}

/** A subscription that is refused at its start ends with errors and no data: over a socket by a message of its own. */
async function* shownEvents(
  events: AsyncIterable<ExecutionResult>,
  shown: (event: ExecutionResult) => ExecutionResult,
  isSocket: boolean,
) {
  let isFirst = true;
  for await (const event of events) {
    const { data, errors, ...others } = shown(event);
    const isRefusal = isFirst && errors && !data;
    isFirst = false;
    if (isRefusal && isSocket) throw asThrown(errors[0] as GraphQLError);
    yield isRefusal ? { errors } : { data, ...(errors && { errors }), ...others };
  }
}

/** The router tells what is thrown by its own copy of the library, with its code and no place. */
const asThrown = ({ message, extensions }: GraphQLError) => new GraphQLError(message, { extensions });
