import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import express from 'express';
import type { GraphQLSchema } from 'graphql';
import { stringify } from '../platform/graphql/json-text.ts';
import { admission } from './admission.ts';
import { compiledGateway } from './compiled-gateway.ts';
import type { House, RequestContext } from './context.ts';
import { deniedAttempts } from './denied-attempts.ts';
import { trustedText } from './documents/call-documents.ts';
import type { DocumentMode } from './documents/document-policy.ts';
import { formatError } from './format-error.ts';
import { CLIENTS, routerWith } from './front.ts';
import { createHttpServer } from './http/http-server.ts';
import { httpStatus } from './http-status.ts';
import { hideSuggestions } from './limits/suggestions.ts';
import { openRates, type RateOptions } from './rates/rates.ts';
import { reportRoutes } from './reports/http/report-routes.ts';
import { queriesEndWithCaller } from './request-deadline.ts';
import { requestLog } from './request-log.ts';
import { mountRoutes } from './routes.ts';
import { DRAIN_LIMIT_MS, endingLateWork } from './stopping.ts';
import { serveSubscriptions } from './subscriptions/serve-subscriptions.ts';
import type { SubscriptionLimits } from './subscriptions/subscription-limits.ts';

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
  /** The graph is a subgraph, for whoever shows this; unset: it is everything, for everyone. */
  routerSecret?: string | undefined;
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
  const front = options.routerSecret ? routerWith(options.routerSecret) : CLIENTS;
  const rates = openRates(options);
  const counted = front.counted(rates);
  const apollo = new ApolloServer<RequestContext>({
    gateway: compiledGateway(schema, house.replicas),
    formatError,
    csrfPrevention: true,
    // The playground reads the schema in production, too.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: front.maxTokens },
    stringifyResult: (answer) => `${stringify(answer)}\n`,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http, stopGracePeriodMillis: DRAIN_LIMIT_MS }),
      trustedText,
      admission(front, house, counted, options),
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
    { http, app, front, schema, house, rates: counted, corsOrigins, persistedDocuments },
    options.subscriptions,
  );
  const { streams } = subscriptions;
  const reports = reportRoutes({ schema, house, rates, apollo, deadlineMs: options.deadlineMs });
  const parts = { apollo, front, streams, reports, house, rates, counted, isStopping: () => isStopping };
  mountRoutes(app, parts, options);
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

async function listen(http: Server, { host, port }: ServerOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  const { port: taken } = http.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}
