import type { GatewayPlugin } from '@graphql-hive/gateway';
import type { ExecutionResult } from 'graphql';
import type { Refused } from '../../../dist/src/gateway/edge/edge.js';
import { statusOfAnswer } from '../../../dist/src/gateway/http-status.js';
import { requestIdOf } from './request-id.ts';

type Answer = ExecutionResult & Pick<Refused, 'http'>;

/** Answers leave with the bytes, the status and the headers that the one process gives them. */
export const answers: GatewayPlugin = {
  onResultProcess({ request, result, setResultProcessor }) {
    if (!result || Symbol.asyncIterator in result || Array.isArray(result)) return;
    setResultProcessor((given) => responseTo(given as Answer, request), 'application/json');
  },
};

function responseTo({ errors, data, extensions, http }: Answer, request: Request): Response {
  const { status, waitSeconds } = statusOfAnswer({ data, ...(errors && { errors }) });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': requestIdOf(request),
    ...(waitSeconds ? { 'retry-after': String(waitSeconds) } : {}),
    ...http?.headers,
  };
  const usual = data === undefined ? 400 : 200;
  return new Response(`${JSON.stringify({ errors, data, extensions })}\n`, {
    status: http?.status ?? status ?? usual,
    headers,
  });
}
