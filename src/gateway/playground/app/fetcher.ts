import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import { endpoint } from './endpoint.ts';
import { postAsViewer } from './session/ask.ts';
import { accessToken } from './session/session.ts';

/** GraphiQL's way to the server: queries and mutations by POST, subscriptions by WebSocket, as the viewer. */
export function createFetcher(): { fetcher: Fetcher; close: () => void } {
  const wsClient = createClient({
    url: new URL(endpoint, location.href).href.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await accessToken()}` }),
  });
  const fetcher = createGraphiQLFetcher({
    url: endpoint,
    fetch: fetchAsViewer,
    wsClient,
    enableIncrementalDelivery: false,
  });
  return { fetcher, close: () => void wsClient.dispose() };
}

const fetchAsViewer: typeof fetch = (_url, init) => postAsViewer(init?.body as string);
