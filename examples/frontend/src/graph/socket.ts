import { type Client, createClient } from 'graphql-ws';
import { accessToken, renew } from '../session/session.ts';

/** `lost`: it was there, and is being looked for again. */
export type Connection = 'none' | 'live' | 'lost';

export interface Socket {
  client: Client;
  /** Calls back whenever the connection changes. Returns how to stop that. */
  onChange(listener: () => void): () => void;
  connection(): Connection;
}

const PING_MS = 10_000;
const PONG_MS = 5_000;
const MAX_WAIT_MS = 10_000;
/** The server's code for a token that no longer counts. */
const UNAUTHORIZED = 4401;

/** One WebSocket for all subscriptions, opened with the first and kept up until the last has gone. */
export function openSocket(): Socket {
  const listeners = new Set<() => void>();
  let connection: Connection = 'none';
  let silence: ReturnType<typeof setTimeout>;
  let shown: string | null = null;
  const become = (now: Connection) => {
    connection = now;
    for (const listener of listeners) listener();
  };
  const client = createClient({
    url: new URL('/graphql', location.href).href.replace(/^http/, 'ws'),
    // Asked for at each attempt, so that it never connects with a token of long ago.
    connectionParams: async () => {
      shown = await accessToken();
      return { authorization: `Bearer ${shown}` };
    },
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (tries) => new Promise((go) => setTimeout(go, Math.min(500 * 2 ** tries, MAX_WAIT_MS))),
    shouldRetry: () => true,
    // A change of portfolio ends one subscription just before it begins the next.
    lazyCloseTimeout: 2_000,
    keepAlive: PING_MS,
    on: {
      connected: () => become('live'),
      closed: (event) => {
        const { code } = event as CloseEvent;
        if (code === UNAUTHORIZED) renew(shown).catch(() => {});
        become(code === 1000 ? 'none' : 'lost');
      },
      // A network that is gone tells nobody: only a pong that does not come does.
      ping: (received) => {
        if (!received) silence = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: (received) => received && clearTimeout(silence),
    },
  });
  const onChange = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { client, onChange, connection: () => connection };
}
