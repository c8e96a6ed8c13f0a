import { createClient, type RequestParams } from 'graphql-sse';
import type { Viewer } from '../../../../src/platform/security/viewer.ts';
import { tokenOf } from '../serve.ts';
import { CHANGES, type Told, type Watching } from '../sockets.ts';

export const bearer = (viewer: Viewer) => ({ authorization: `Bearer ${tokenOf(viewer)}` });

/** The library's own client, in its mode of distinct connections; it comes back as often as it is told to. */
export function streamClient(url: string, headers: Record<string, string>, retryAttempts = 0) {
  let connections = 0;
  const client = createClient({
    url: `${url}/graphql`,
    headers,
    retryAttempts,
    retry: async () => {},
    on: {
      connecting: () => {
        connections += 1;
      },
    },
  });
  return {
    get connections() {
      return connections;
    },
    dispose: () => client.dispose(),
    watch(id: string, params: Partial<RequestParams> & Record<string, unknown> = {}): Watching {
      const told: Told[] = [];
      let read = 0;
      let wake = () => {};
      const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
      const stop = client.subscribe(
        { query: CHANGES, variables: { id }, ...params },
        {
          next(value) {
            told.push(value as Told);
            wake();
          },
          error: end,
          complete: () => end(null),
        },
      );
      return {
        told,
        ended,
        stop,
        async next() {
          while (told.length <= read) {
            await new Promise<void>((go) => {
              wake = go;
            });
          }
          read += 1;
          return told[read - 1] as Told;
        },
      };
    },
  };
}

export const signedInStreams = (url: string, viewer: Viewer) => streamClient(url, bearer(viewer));

export interface Streamed {
  status: number;
  headers: Headers;
  /** All that came, as it is on the wire. */
  readonly text: string;
  /** Answers at the end of the answer, whoever ended it. */
  ended: Promise<string>;
  /** Waits for something that is not there yet. */
  until(isThere: (text: string) => boolean): Promise<void>;
  hangUp(): void;
}

/** A plain request, whose answer is read as it comes. */
export async function requestStream(url: string, init: RequestInit & { path?: string }): Promise<Streamed> {
  const hangingUp = new AbortController();
  const response = await fetch(`${url}${init.path ?? '/graphql'}`, { ...init, signal: hangingUp.signal });
  let text = '';
  let wake = () => {};
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      wake();
    }
    return text;
  };
  return {
    status: response.status,
    headers: response.headers,
    get text() {
      return text;
    },
    ended: read().catch(() => text),
    async until(isThere) {
      while (!isThere(text)) {
        await new Promise<void>((go) => {
          wake = go;
        });
      }
    },
    hangUp: () => hangingUp.abort(),
  };
}

/** Subscribes to a portfolio's changes, or to what is asked for. */
export const postStream = (
  url: string,
  headers: Record<string, string>,
  body: unknown,
  accept = 'text/event-stream',
) =>
  requestStream(url, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** The data of the events of a stream, in order; `complete` where it was told to be over. */
export const eventsIn = (text: string): unknown[] =>
  text
    .split('\n\n')
    .map((event) => /^event: (\w+)\ndata:(.*)$/s.exec(event))
    .filter((found) => found !== null)
    .map(([, name, data]) => (name === 'next' ? JSON.parse(data as string) : name));
