import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { Turns } from '../turns.ts';
import { goingAway } from './close-reasons.ts';
import { CurrentViewers } from './current-viewers.ts';
import { OpenConnections } from './open-connections.ts';
import { serveSockets } from './sockets/socket-server.ts';
import { serveStreams } from './streams/serve-streams.ts';
import { SUBSCRIPTION_LIMITS, type SubscriptionLimits } from './subscription-limits.ts';
import type { SubscriptionParts } from './subscription-parts.ts';
import { WorkInFlight } from './work-in-flight.ts';

/** What subscriptions stand on. */
export interface SubscriptionOptions
  extends Pick<SubscriptionParts, 'app' | 'front' | 'schema' | 'house' | 'rates' | 'persistedDocuments'> {
  http: Server;
  corsOrigins: string[];
}

export interface SubscriptionServer {
  /** Answers a request that asks for a stream of events; any other is the next handler's. */
  streams: RequestHandler;
  /** Says goodbye to everybody, and waits a moment for them to go; then for what still runs. */
  stop(): Promise<void>;
}

/** Serves subscriptions over WebSockets and as event streams, which share their limits. */
export function serveSubscriptions(
  { http, corsOrigins, ...given }: SubscriptionOptions,
  chosen: Partial<SubscriptionLimits> = {},
): SubscriptionServer {
  const limits = { ...SUBSCRIPTION_LIMITS, ...chosen };
  const parts: SubscriptionParts = {
    ...given,
    limits,
    connections: new OpenConnections(limits),
    turns: new Turns(limits.maxConcurrentEvents, limits.maxEventWaitMs),
    viewers: new CurrentViewers(given.house),
    work: new WorkInFlight(),
  };
  const stopSockets = serveSockets(http, corsOrigins, parts);
  const streams = serveStreams(parts);
  return {
    streams: streams.handler,
    async stop() {
      await parts.connections.closeAll(goingAway());
      await Promise.all([stopSockets(), streams.stop()]);
      await parts.work.settled();
    },
  };
}
