import type { ApolloServer } from '@apollo/server';
import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import { REQUEST_DEADLINE_MS } from '../platform/deadline.ts';
import { type House, newRequestId, type RequestContext } from './context.ts';
import { callDocuments } from './documents/call-documents.ts';
import { routerOnly } from './federated/router-only.ts';
import type { Front } from './front.ts';
import { frontPageRoutes } from './front-page.ts';
import { healthRoutes } from './health/health-routes.ts';
import { isAdministrator } from './health/is-administrator.ts';
import { trustProxies } from './http/client-address.ts';
import { graphHandler } from './http/graph-handler.ts';
import { jsonErrors, nothingHere, refuseSimpleUploads } from './http/http-errors.ts';
import { securityHeaders } from './http/security-headers.ts';
import { uploads } from './http/uploads/uploads.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { observeRequests } from './observe-requests.ts';
import { playgroundRoutes } from './playground/routes.ts';
import type { Rates } from './rates/rates.ts';
import { underDeadline } from './request-deadline.ts';
import type { ServerOptions } from './server.ts';
import { traceRequests } from './tracing/trace-requests.ts';

/** What a page of another origin, if it is on the list, may send and read. */
const METHODS = ['GET', 'POST'];
const EXPOSED_HEADERS = ['x-request-id', 'retry-after'];
const REPORT_HEADERS = [...EXPOSED_HEADERS, 'etag', 'content-disposition'];

/** What answers behind the routes. */
export interface RouteParts {
  apollo: ApolloServer<RequestContext>;
  front: Front;
  streams: RequestHandler;
  reports: RequestHandler;
  house: House;
  /** All that have a rate, and what is counted of them at `/graphql`. */
  rates: Rates;
  counted: Rates;
  isStopping(): boolean;
}

/** The routes, in the order they are tried. */
export function mountRoutes(app: Express, parts: RouteParts, options: ServerOptions): void {
  // An answer is its viewer's at this moment: nobody keeps it, so nobody asks whether it is still the same.
  app.disable('etag');
  trustProxies(app, options.trustedProxies);
  app.use(securityHeaders(options));
  app.use((_request, response, next) => {
    response.set('x-request-id', newRequestId());
    next();
  });
  mountGraph(app, parts, options);
  mountOperations(app, parts, options);
  // A subgraph has nothing for people to look at: that is at the edge.
  if (!parts.front.isRouter) mountForPeople(app, parts, options);
  app.use(nothingHere);
  app.use(jsonErrors);
}

function mountGraph(app: Express, parts: RouteParts, options: ServerOptions): void {
  const { apollo, front, streams, house, counted } = parts;
  const { corsOrigins, persistedDocuments, deadlineMs = REQUEST_DEADLINE_MS } = options;
  const { maxBodyBytes } = front;
  app.use(
    '/graphql',
    observeRequests(house.ownDocuments),
    ...(front.isRouter ? [routerOnly(app, front.isRouter)] : []),
    traceRequests,
    neverKept,
    cors({ origin: corsOrigins, methods: METHODS, exposedHeaders: EXPOSED_HEADERS, maxAge: 600 }),
    refuseSimpleUploads,
    uploads({ maxFileBytes: options.uploadLimitMb * 1024 * 1024, maxFieldBytes: maxBodyBytes }),
    express.json({ limit: maxBodyBytes }),
    streams,
    underDeadline(deadlineMs, callDocuments(house, counted, persistedDocuments, graphHandler(apollo))),
  );
}

function mountOperations(app: Express, parts: RouteParts, options: ServerOptions): void {
  const { house, rates, isStopping } = parts;
  app.use(
    healthRoutes({
      ...options,
      orm: house.orm,
      replicas: house.replicas,
      isStopping,
      isAdministrator: (request) => isAdministrator(house, rates, request),
    }),
  );
  app.use(metricsRoutes(options.metricsToken));
}

function mountForPeople(app: Express, { house, reports }: RouteParts, options: ServerOptions): void {
  app.use(
    '/reports',
    observeRequests(house.ownDocuments),
    traceRequests,
    cors({ origin: options.corsOrigins, methods: ['GET'], exposedHeaders: REPORT_HEADERS, maxAge: 600 }),
    reports,
  );
  app.use(playgroundRoutes(options.playgroundDirectory));
  app.use(frontPageRoutes(options.frontPageDirectory ?? null));
}

/** Answers are their viewer's alone, whatever header showed who that is. */
const neverKept: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};
