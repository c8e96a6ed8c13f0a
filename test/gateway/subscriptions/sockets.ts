import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { tokenOf } from './serve.ts';

export interface Closed {
  code: number;
  reason: string;
}

export const CHANGES = `subscription ($id: ID!) {
  portfolioChanged(portfolioId: $id) { kind dataVersion portfolio { id name } } }`;

/** What a subscriber was told, in order. */
export interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  data?: any;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

export interface Watching {
  told: Told[];
  /** The next that has not been read yet. */
  next(): Promise<Told>;
  /** Answers when the subscription ends, with the errors or the closing that ended it. */
  ended: Promise<unknown>;
  stop(): void;
}

const socketUrl = (url: string) => `${url.replace('http', 'ws')}/graphql`;

/** A client as a browser or a program has it: the library's own, which never connects again. */
export function clientOf(url: string, connectionParams: Record<string, unknown>) {
  const { promise: closed, resolve } = Promise.withResolvers<Closed>();
  const client = createClient({
    url: socketUrl(url),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => {},
    on: { closed: (event) => resolve(event as Closed) },
  });
  return {
    closed,
    dispose: () => client.dispose(),
    watch(id: string, query = CHANGES): Watching {
      const told: Told[] = [];
      let read = 0;
      let wake = () => {};
      const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
      const stop = client.subscribe(
        { query, variables: { id } },
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

export const signedInClient = (url: string, viewer: Viewer) =>
  clientOf(url, { authorization: `Bearer ${tokenOf(viewer)}` });

export interface RawOptions {
  protocol?: string | string[];
  origin?: string;
  headers?: Record<string, string>;
  path?: string;
}

/** A socket without manners: a test writes each message itself. */
export function rawSocket(url: string, options: RawOptions = {}) {
  const { protocol = 'graphql-transport-ws', path = '', ...rest } = options;
  const socket = new WebSocket(socketUrl(url) + path, protocol, rest);
  const messages: { type: string; id?: string; payload?: unknown }[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  const closed = new Promise<Closed>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  const opened = new Promise<void>((resolve) => {
    socket.once('open', resolve);
  });
  const refused = new Promise<{ status: number; body: string }>((resolve) => {
    socket.once('unexpected-response', (_, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: String(Buffer.concat(chunks)) }),
      );
    });
  });
  socket.on('error', () => {});
  return {
    socket,
    messages,
    opened,
    closed,
    refused,
    async send(message: unknown) {
      await opened;
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    },
    /** The first message that is so. */
    async message(isSo: (message: { type: string; id?: string; payload?: unknown }) => boolean) {
      while (!messages.some(isSo)) {
        await new Promise<void>((go) => {
          wake = go;
        });
      }
      return messages.find(isSo);
    },
  };
}

/** A raw socket that somebody is signed in on. */
export async function signedInSocket(url: string, viewer: Viewer) {
  const raw = rawSocket(url);
  await raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${tokenOf(viewer)}` } });
  await raw.message(({ type }) => type === 'connection_ack');
  return raw;
}

export const subscribeMessage = (id: string, portfolioId: string, query = CHANGES) => ({
  id,
  type: 'subscribe',
  payload: { query, variables: { id: portfolioId } },
});
