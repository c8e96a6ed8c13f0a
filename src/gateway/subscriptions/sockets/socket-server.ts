import type { IncomingMessage, Server } from 'node:http';
import type { Express } from 'express';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { callerOf, credentialsIn } from '../../context.ts';
import { goingAway } from '../close-reasons.ts';
import type { SubscriptionLimits } from '../subscription-limits.ts';
import type { SubscriptionParts } from '../subscription-parts.ts';
import { keepAlive } from './keep-alive.ts';
import { openSocket } from './open-socket.ts';
import { type SocketState, speakProtocol } from './protocol.ts';
import { acceptUpgrades } from './upgrades.ts';

/** Serves subscriptions by graphql-transport-ws, on the path and port of HTTP. Answers how to stop that. */
export function serveSockets(
  http: Server,
  corsOrigins: string[],
  parts: SubscriptionParts,
): () => Promise<void> {
  const { app, front, connections, limits } = parts;
  const protocol = speakProtocol(parts);
  const server = socketServer(limits);
  const stopPings = keepAlive(server, limits.keepAliveMs);
  acceptUpgrades(http, {
    corsOrigins,
    isRouter: front.isRouter,
    requireRoom: () => connections.requireRoom(),
    accept: (request, stream, head) =>
      server.handleUpgrade(request, stream, head, (socket) =>
        openSocket(stateOf(socket, request, app), protocol, connections, limits),
      ),
  });
  return () => {
    stopPings();
    return sayGoodbye(server, limits.goodbyeMs);
  };
}

/** Without compression: it takes memory for each socket, and mixes secrets with what others may choose. */
const socketServer = ({ maxMessageBytes }: SubscriptionLimits) =>
  new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols,
  });

function stateOf(socket: WebSocket, request: IncomingMessage, app: Express): SocketState {
  const headers = credentialsIn((name) => request.headers[name]?.toString());
  const caller = callerOf(app, request);
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
