import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import { isAdHocRefused } from './answer.ts';
import { endpoint } from './endpoint.ts';
import { readRun } from './runs/run.ts';
import { keepRun, tabOfNextRun } from './runs/runs.ts';
import { postAsViewer } from './session/ask.ts';
import { accessToken } from './session/session.ts';

/**
 * GraphiQL's way to the server: queries and mutations by POST, subscriptions by WebSocket, as the viewer. Tells where
 * the server runs no document that is written here.
 */
export function createFetcher(onAdHocRefused: () => void): { fetcher: Fetcher; close: () => void } {
  const wsClient = createClient({
    url: new URL(endpoint, location.href).href.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await accessToken()}` }),
  });
  const fetcher = createGraphiQLFetcher({
    url: endpoint,
    fetch: async (_url, init) => {
      const response = await postAndKeep(init?.body as string);
      if (await isAdHocRefused(response.clone())) onAdHocRefused();
      return response;
    },
    wsClient,
    enableIncrementalDelivery: false,
  });
  return { fetcher, close: () => void wsClient.dispose() };
}

/** Remembers what was run in the tab, apart from GraphiQL's own question for the schema. */
async function postAndKeep(body: string): Promise<Response> {
  const tabId = tabOfNextRun();
  const startedAt = performance.now();
  const response = await postAsViewer(body);
  const text = await response.clone().text();
  const run = readRun(body, text, performance.now() - startedAt);
  if (run && run.operationName !== 'IntrospectionQuery') keepRun(tabId, run);
  return response;
}
