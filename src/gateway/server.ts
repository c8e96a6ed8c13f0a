import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import type { GraphQLSchema } from 'graphql';
import { REQUEST_DEADLINE_MS } from '../platform/deadline.ts';
import { stringify } from '../platform/graphql/json-text.ts';
import { admission } from './admission.ts';
import { compiledGateway } from './compiled-gateway.ts';
import { type House, newRequestId, type RequestContext } from './context.ts';
import { deniedAttempts } from './denied-attempts.ts';
import { callDocuments, trustedText } from './documents/call-documents.ts';
import type { DocumentMode } from './documents/document-policy.ts';
import { formatError } from './format-error.ts';
import { frontPageRoutes } from './front-page.ts';
import { healthRoutes } from './health/health-routes.ts';
import { isAdministrator } from './health/is-administrator.ts';
import { trustProxies } from './http/client-address.ts';
import { jsonErrors, nothingHere, refuseSimpleUploads } from './http/http-errors.ts';
import { createHttpServer } from './http/http-server.ts';
import { securityHeaders } from './http/security-headers.ts';
import { uploads } from './http/uploads/uploads.ts';
import { httpStatus } from './http-status.ts';
import { MAX_TOKENS } from './limits/limits.ts';
import { hideSuggestions } from './limits/suggestions.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { observeRequests } from './observe-requests.ts';
import { playgroundRoutes } from './playground/routes.ts';
import { openRates, type RateOptions, type Rates } from './rates/rates.ts';
import { reportRoutes } from './reports/http/report-routes.ts';
import { queriesEndWithCaller, underDeadline } from './request-deadline.ts';
import { requestLog } from './request-log.ts';
import { DRAIN_LIMIT_MS, endingLateWork } from './stopping.ts';
import { serveSubscriptions } from './subscriptions/serve-subscriptions.ts';
import type { SubscriptionLimits } from './subscriptions/subscription-limits.ts';
import { traceRequests } from './tracing/trace-requests.ts';

const MAX_BODY_BYTES = 256 * 1024;
/** What a page of another origin, if it is on the list, may send and read. */
const METHODS = ['GET', 'POST'];
const EXPOSED_HEADERS = ['x-request-id', 'retry-after'];
const REPORT_HEADERS = [...EXPOSED_HEADERS, 'etag', 'content-disposition'];

export interface ServerOptions extends RateOptions {
  host: string;
  port: number;
  isProduction: boolean;
  corsOrigins: string[];
  /** Whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  uploadLimitMb: number;
  /** Of the sources that this was built from. */
  commit: string | undefined;
  isEmbedded: boolean;
  /** What becomes of a document that is no trusted one. */
  persistedDocuments: DocumentMode;
  /** What one request may take; unset: ten seconds. */
  deadlineMs?: number;
  /** What others than this machine show to read the metrics; unset: nobody else may. */
  metricsToken: string | undefined;
  /** Other limits of subscriptions than the usual. */
  subscriptions?: Partial<SubscriptionLimits>;
  /** Where the bundled playground is. */
  playgroundDirectory: string;
  /** Where the bundled page for `/` is; without one, `/` leads to the playground. */
  frontPageDirectory?: string | null;
}

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

/** The one endpoint: plugins and routes in the order they run. */
export async function startServer(
  schema: GraphQLSchema,
  house: House,
  options: ServerOptions,
): Promise<RunningServer> {
  const app = express();
  const http = createHttpServer(app);
  const rates = openRates(options);
  const apollo = new ApolloServer<RequestContext>({
    gateway: compiledGateway(schema),
    formatError,
    csrfPrevention: true,
    // The playground reads the schema in production, too.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    stringifyResult: (answer) => `${stringify(answer)}\n`,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http, stopGracePeriodMillis: DRAIN_LIMIT_MS }),
      trustedText,
      admission(house, rates, options),
      ...(options.isProduction ? [hideSuggestions(house)] : []),
      queriesEndWithCaller,
      deniedAttempts,
      requestLog,
      httpStatus,
    ],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  let isStopping = false;
  const { corsOrigins, persistedDocuments } = options;
  const subscriptions = serveSubscriptions(
    { http, app, schema, house, rates, corsOrigins, persistedDocuments },
    options.subscriptions,
  );
  const { streams } = subscriptions;
  const reports = reportRoutes({ schema, house, rates, apollo, deadlineMs: options.deadlineMs });
  mountRoutes(app, apollo, { streams, reports }, house, rates, options, () => isStopping);
  const stop = async () => {
    isStopping = true;
    await Promise.all([subscriptions.stop(), endingLateWork(() => apollo.stop())]);
    await house.events.close();
    rates.close();
  };
  const url = await listen(http, options).catch(async (fault) => {
    await stop();
    throw fault;
  });
  return { url, stop };
}

function mountRoutes(
  app: Express,
  apollo: ApolloServer<RequestContext>,
  { streams, reports }: Record<'streams' | 'reports', RequestHandler>,
  house: House,
  rates: Rates,
  options: ServerOptions,
  isStopping: () => boolean,
): void {
  // An answer is its viewer's at this moment: nobody keeps it, so nobody asks whether it is still the same.
  app.disable('etag');
  trustProxies(app, options.trustedProxies);
  app.use(securityHeaders(options));
  app.use((_request, response, next) => {
    response.set('x-request-id', newRequestId());
    next();
  });
  app.use(
    '/graphql',
    observeRequests(house.ownDocuments),
    traceRequests,
    neverKept,
    cors({ origin: options.corsOrigins, methods: METHODS, exposedHeaders: EXPOSED_HEADERS, maxAge: 600 }),
    refuseSimpleUploads,
    uploads({ maxFileBytes: options.uploadLimitMb * 1024 * 1024, maxFieldBytes: MAX_BODY_BYTES }),
    express.json({ limit: MAX_BODY_BYTES }),
    streams,
    underDeadline(
      options.deadlineMs ?? REQUEST_DEADLINE_MS,
      callDocuments(
        house,
        rates,
        options.persistedDocuments,
        expressMiddleware(apollo, { context: async ({ res }) => res.locals.context }),
      ),
    ),
  );
  app.use(
    '/reports',
    observeRequests(house.ownDocuments),
    traceRequests,
    cors({ origin: options.corsOrigins, methods: ['GET'], exposedHeaders: REPORT_HEADERS, maxAge: 600 }),
    reports,
  );
  app.use(
    healthRoutes({
      ...options,
      orm: house.orm,
      isStopping,
      isAdministrator: (request) => isAdministrator(house, rates, request),
    }),
  );
  app.use(metricsRoutes(options.metricsToken));
  app.use(playgroundRoutes(options.playgroundDirectory));
  app.use(frontPageRoutes(options.frontPageDirectory ?? null));
  app.use(nothingHere);
  app.use(jsonErrors);
}

/** Answers are their viewer's alone, whatever header showed who that is. */
const neverKept: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

async function listen(http: Server, { host, port }: ServerOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  const { port: taken } = http.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}
