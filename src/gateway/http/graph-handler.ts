import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Request, RequestHandler } from 'express';
import type { RequestContext } from '../context.ts';
import { searchOf } from './request-fields.ts';

/**
 * Hands a request with its context to the server library, and sends what it answers in one piece. The library's own
 * adapter for Express looks through the call stack at each request, by way of `url.parse`.
 */
export const graphHandler =
  (apollo: ApolloServer<RequestContext>): RequestHandler =>
  async (request, response) => {
    const { method, url, body } = request;
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headersOf(request), search: searchOf(url), body },
      context: async () => response.locals.context,
    });
    if (answer.body.kind === 'chunked') throw new Error('The executor answers nothing in parts.');
    response.statusCode = answer.status ?? 200;
    response.setHeaders(answer.headers);
    const bytes = Buffer.from(answer.body.string);
    response.setHeader('content-length', bytes.length);
    response.end(bytes);
  };

function headersOf({ headers }: Request): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) map.set(name, String(value));
  return map;
}
