import type { ServerOptions } from '../../../src/gateway/server.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type TestServer, useTestServer } from '../../support/http.ts';

export const ROUTER_SECRET = 'what only a router knows, 32 bytes';

/** A server of some subgraphs alone. */
export const useSubgraphs = (
  database: TestDatabase,
  names: string[],
  overrides: Partial<ServerOptions> = {},
): TestServer => useTestServer(database, undefined, { ...overrides, routerSecret: ROUTER_SECRET }, names);

/** Asks as the router does, which shows its secret and sends its client's headers on. */
export async function asRouter(
  { url }: Pick<TestServer, 'url'>,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-router-secret': ROUTER_SECRET, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

/** Subscribes as the router does, and answers how the stream begins. */
export async function streamAsRouter(
  { url }: Pick<TestServer, 'url'>,
  query: string,
  variables: object,
  headers: Record<string, string>,
): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    signal: stop.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      'x-router-secret': ROUTER_SECRET,
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { value } = (await response.body?.getReader().read()) ?? {};
  stop.abort();
  return `${response.status} ${response.headers.get('content-type')}\n${new TextDecoder().decode(value)}`;
}

/** Asks for things by representations of them. */
export const entities = (selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`;
