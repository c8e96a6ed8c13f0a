import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import cors from 'cors';
import express, { type Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import { graphqlUploadExpress } from 'graphql-upload-minimal';
import { admission } from './admission.ts';
import { createContext, type House, newRequestId, type RequestContext } from './context.ts';
import { formatError } from './format-error.ts';
import { healthRoutes } from './health.ts';
import { jsonErrors, refuseSimpleUploads } from './http-errors.ts';
import { httpStatus } from './http-status.ts';
import { playgroundRoutes } from './playground/routes.ts';
import { requestLog } from './request-log.ts';

const MAX_BODY = '256kb';
const MAX_TOKENS = 2_000;

export interface ServerOptions {
  host: string;
  port: number;
  isProduction: boolean;
  corsOrigins: string[];
  uploadLimitMb: number;
  /** Where the bundled playground is. */
  playgroundDirectory: string;
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
  const http = createServer(app);
  const apollo = new ApolloServer<RequestContext>({
    schema,
    formatError,
    csrfPrevention: true,
    // The playground reads the schema in production, too.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      admission(house),
      requestLog,
      httpStatus,
    ],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  mountRoutes(app, apollo, house, options);
  return { url: await listen(http, options), stop: () => apollo.stop() };
}

function mountRoutes(
  app: Express,
  apollo: ApolloServer<RequestContext>,
  house: House,
  options: ServerOptions,
): void {
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set('x-request-id', newRequestId());
    next();
  });
  app.use(healthRoutes(house.orm));
  app.use(playgroundRoutes(options.playgroundDirectory));
  app.get('/', (_request, response) => response.redirect('/playground/'));
  app.use(
    '/graphql',
    cors({ origin: options.corsOrigins, maxAge: 600 }),
    refuseSimpleUploads,
    graphqlUploadExpress({ maxFiles: 1, maxFileSize: options.uploadLimitMb * 1024 * 1024 }),
    express.json({ limit: MAX_BODY }),
    expressMiddleware(apollo, {
      context: async ({ req, res }) => createContext(house, req, String(res.get('x-request-id'))),
    }),
  );
  app.use(jsonErrors);
}

async function listen(http: Server, { host, port }: ServerOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  const { port: taken } = http.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}
