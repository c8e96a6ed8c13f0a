import { createServer, type RequestListener, type Server } from 'node:http';
import { cutSilentClients } from './silent-clients.ts';
import { dropUnreadBodies } from './unread-bodies.ts';

/** A client that owes bytes of a request, or its next request, and sends none of them. */
const SILENCE_TIMEOUT_MS = 20_000;
/** From the first byte of a request to the last of its headers, however slowly they drip in. */
const HEADERS_TIMEOUT_MS = 20_000;
/** From the first byte of a request to its last: 25 MB at 45 kB/s. */
const REQUEST_TIMEOUT_MS = 600_000;
/** How long an answered client may go on sending what nobody reads. */
const LINGER_MS = 5_000;
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;
/** All headers of a request together; more is answered with 431. */
const MAX_HEADER_BYTES = 16 * 1024;
/** Each holds a descriptor; what comes on top is closed at once. */
const MAX_CONNECTIONS = 5_000;
const MAX_REQUESTS_PER_CONNECTION = 10_000;

export interface HttpLimits {
  silenceTimeoutMs: number;
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  lingerMs: number;
  timeoutCheckIntervalMs: number;
  maxConnections: number;
  maxRequestsPerConnection: number;
}

const LIMITS: HttpLimits = {
  silenceTimeoutMs: SILENCE_TIMEOUT_MS,
  headersTimeoutMs: HEADERS_TIMEOUT_MS,
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  lingerMs: LINGER_MS,
  timeoutCheckIntervalMs: TIMEOUT_CHECK_INTERVAL_MS,
  maxConnections: MAX_CONNECTIONS,
  maxRequestsPerConnection: MAX_REQUESTS_PER_CONNECTION,
};

/** A server that no client can hold by doing little: nothing of a request is waited for without end. */
export function createHttpServer(listener: RequestListener, limits: Partial<HttpLimits> = {}): Server {
  const chosen = { ...LIMITS, ...limits };
  const http = createServer(
    {
      headersTimeout: chosen.headersTimeoutMs,
      requestTimeout: chosen.requestTimeoutMs,
      connectionsCheckingInterval: chosen.timeoutCheckIntervalMs,
      keepAliveTimeout: chosen.silenceTimeoutMs,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    listener,
  );
  http.maxConnections = chosen.maxConnections;
  http.maxRequestsPerSocket = chosen.maxRequestsPerConnection;
  cutSilentClients(http, chosen.silenceTimeoutMs);
  dropUnreadBodies(http, chosen.lingerMs);
  return http;
}
