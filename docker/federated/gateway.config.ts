import { readFileSync } from 'node:fs';
import { defineConfig } from '@graphql-hive/gateway';
import { openEdge } from '../../dist/src/gateway/edge/edge.js';
import { admission } from './plugins/admission.ts';
import { answers } from './plugins/answers.ts';
import { toSubgraphs } from './plugins/headers.ts';
import { requestRate } from './plugins/rates.ts';
import { refusals } from './plugins/refusals.ts';
import { registeredIn } from './plugins/registered.ts';
import { requests } from './plugins/requests.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const edge = await openEdge(settings.persistedDocuments, readFileSync(settings.supergraph, 'utf8'));
const headersOf = toSubgraphs(settings.routerSecret);
const registered = registeredIn(settings.reportingUrl, headersOf);

export const gatewayConfig = defineConfig({
  supergraph: settings.supergraph,
  host: settings.host,
  port: settings.port,
  graphqlEndpoint: '/graphql',
  transportEntries: settings.transports,
  propagateHeaders: { fromClientToSubgraphs: headersOf },
  // Errors are ready to be read when they leave a subgraph; the edge masks what is not.
  maskedErrors: false,
  subgraphErrors: false,
  // It would believe what a client calls its request: plugins/request-id.ts does not.
  requestId: false,
  multipart: true,
  graphiql: false,
  landingPage: false,
  healthCheckEndpoint: '/healthz',
  readinessCheckEndpoint: '/readyz',
  plugins: () => [requests, admission(edge, registered, requestRate(settings)), refusals, answers],
});
