import type { Request, RequestHandler, Response } from 'express';
import type { SubscriptionParts } from '../subscription-parts.ts';
import { WorkInFlight } from '../work-in-flight.ts';
import { serveStream } from './serve-stream.ts';

const METHODS = ['GET', 'POST'];
const JSON_TYPES = ['application/json', 'application/graphql-response+json'];
const EVENT_STREAM = 'text/event-stream';

export interface StreamServer {
  handler: RequestHandler;
  /** Answers once every stream has ended; a client that does not let its stream end is cut. */
  stop(): Promise<void>;
}

/** Serves subscriptions as event streams: GraphQL over SSE, in its mode of distinct connections. */
export function serveStreams(parts: SubscriptionParts): StreamServer {
  const open = new Set<Response>();
  const served = new WorkInFlight();
  return {
    async handler(request, response, next) {
      if (!asksForStream(request)) return next();
      open.add(response);
      response.once('close', () => open.delete(response));
      await served.run(serveStream(parts, request, response));
    },
    async stop() {
      const timer = setTimeout(() => {
        for (const response of open) response.destroy();
      }, parts.limits.goodbyeMs);
      await served.settled();
      clearTimeout(timer);
    },
  };
}

/** Whoever takes JSON as well, or anything, gets JSON: clients that know all of them list the stream last. */
const asksForStream = (request: Request) =>
  METHODS.includes(request.method) && request.accepts([...JSON_TYPES, EVENT_STREAM]) === EVENT_STREAM;
