import type { IncomingMessage, Server } from 'node:http';
import type { Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { credentialsIn, type House } from '../context.ts';
import type { DocumentMode } from '../documents/document-policy.ts';
import { clientAddress } from '../http/client-address.ts';
import type { Rates } from '../rates/rates.ts';
import { Turns } from '../turns.ts';
import { goingAway } from './close-reasons.ts';
import { CurrentViewers } from './current-viewers.ts';
import { keepAlive } from './keep-alive.ts';
import { openSocket } from './open-socket.ts';
import { OpenSockets } from './open-sockets.ts';
import { type SocketState, speakProtocol } from './protocol.ts';
import { SOCKET_LIMITS, type SocketLimits } from './socket-limits.ts';
import { acceptUpgrades, FULL, STOPPING } from './upgrades.ts';
import { WorkInFlight } from './work-in-flight.ts';

const MAX_USER_AGENT_LENGTH = 400;

/** What subscriptions stand on. */
export interface SubscriptionParts {
  http: Server;
  app: Express;
  schema: GraphQLSchema;
  house: House;
  rates: Rates;
  corsOrigins: string[];
  persistedDocuments: DocumentMode;
}

export interface SubscriptionServer {
  /** Says goodbye to every socket with 1001, and waits a moment for the answers; then for what still runs. */
  stop(): Promise<void>;
}

/** Serves subscriptions by graphql-transport-ws, on the path and port of HTTP. */
export function serveSubscriptions(
  { http, app, schema, house, rates, corsOrigins, persistedDocuments }: SubscriptionParts,
  chosen: Partial<SocketLimits> = {},
): SubscriptionServer {
  const limits = { ...SOCKET_LIMITS, ...chosen };
  const sockets = new OpenSockets(limits);
  const turns = new Turns(limits.maxConcurrentEvents, limits.maxEventWaitMs);
  const viewers = new CurrentViewers(house);
  const work = new WorkInFlight();
  const protocol = speakProtocol({
    schema,
    house,
    rates,
    persistedDocuments,
    sockets,
    limits,
    turns,
    viewers,
    work,
  });
  const server = socketServer(limits);
  const stopPings = keepAlive(server, limits.keepAliveMs);
  let isStopping = false;
  acceptUpgrades(http, {
    corsOrigins,
    refusal: () => (isStopping ? STOPPING : isFull(server, sockets, limits) ? FULL : null),
    accept: (request, stream, head) =>
      server.handleUpgrade(request, stream, head, (socket) =>
        openSocket(stateOf(socket, request, app), protocol, sockets, limits),
      ),
  });
  return {
    async stop() {
      isStopping = true;
      stopPings();
      await sockets.closeAll(goingAway());
      await sayGoodbye(server, limits.goodbyeMs);
      await work.settled();
    },
  };
}

/** Without compression: it takes memory for each socket, and mixes secrets with what others may choose. */
const socketServer = ({ maxMessageBytes }: SocketLimits) =>
  new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols,
  });

function isFull({ clients }: WebSocketServer, { size }: OpenSockets, limits: SocketLimits): boolean {
  return clients.size >= limits.maxSockets || clients.size - size >= limits.maxUnknownSockets;
}

function stateOf(socket: WebSocket, request: IncomingMessage, app: Express): SocketState {
  const headerOf = (name: string) => request.headers[name]?.toString();
  const userAgent = headerOf('user-agent')?.slice(0, MAX_USER_AGENT_LENGTH) ?? null;
  const caller = { ipAddress: clientAddress(app, request), userAgent };
  const headers = credentialsIn(headerOf);
  return { socket, headers, caller, signedIn: null, beginning: 0, running: new Set() };
}

function sayGoodbye(server: WebSocketServer, goodbyeMs: number): Promise<void> {
  const { code, message } = goingAway();
  for (const socket of server.clients) socket.close(code, message);
  const timer = setTimeout(() => {
    for (const socket of server.clients) socket.terminate();
  }, goodbyeMs);
  return new Promise((resolve) =>
    server.close(() => {
      clearTimeout(timer);
      resolve();
    }),
  );
}
