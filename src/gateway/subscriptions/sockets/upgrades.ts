import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../../../platform/errors.ts';
import { type IsRouter, NOT_THE_ROUTER } from '../../federated/router-only.ts';
import type { CloseReason } from '../close-reasons.ts';

const PATH = '/graphql';

/** Why a request may not become a socket: an HTTP status, a code of the closed list, words. */
type UpgradeRefusal = [status: number, code: ErrorCode, message: string];

const NO_SOCKETS: UpgradeRefusal = [404, 'NOT_FOUND', `WebSockets are served at ${PATH}.`];
const STRANGE_ORIGIN: UpgradeRefusal = [403, 'FORBIDDEN', 'Pages of this origin may not open a WebSocket.'];
const STRANGER: UpgradeRefusal = [403, 'FORBIDDEN', NOT_THE_ROUTER];

export interface Upgrades {
  /** Null: everyone may ask. */
  isRouter: IsRouter | null;
  corsOrigins: string[];
  /** Throws why no connection at all can be opened now. */
  requireRoom(): void;
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void;
}

/** Lets a request become a WebSocket, or answers over HTTP why not. */
export function acceptUpgrades(http: Server, upgrades: Upgrades): void {
  // A client that offers to talk HTTP/2 (Java's does, unasked) is to be answered as if it had not.
  Object.assign(http, { shouldUpgradeCallback: asksForSocket });
  http.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const refusal = refusalOf(request, upgrades);
    if (refusal) refuse(stream, refusal);
    else upgrades.accept(request, stream, head);
  });
}

const asksForSocket = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

function refusalOf(request: IncomingMessage, upgrades: Upgrades): UpgradeRefusal | null {
  const { isRouter, corsOrigins, requireRoom } = upgrades;
  if (isRouter && !isRouter(request)) return STRANGER;
  if (request.url?.split('?')[0] !== PATH) return NO_SOCKETS;
  if (!isAllowedOrigin(request.headers, corsOrigins)) return STRANGE_ORIGIN;
  try {
    requireRoom();
    return null;
  } catch (reason) {
    const { errorCode, message } = reason as CloseReason;
    return [503, errorCode, message];
  }
}

/** Programs send no origin. A browser always does: the page's own host, or one of the list. */
function isAllowedOrigin({ origin, host }: IncomingMessage['headers'], corsOrigins: string[]): boolean {
  if (origin === undefined || corsOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function refuse(stream: Duplex, [status, code, message]: UpgradeRefusal): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const headers = {
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  stream.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
}
