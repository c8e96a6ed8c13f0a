import { fileURLToPath } from 'node:url';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import { demoGraph } from './demo/demo-graph.ts';
import type { DemoSignIn } from './demo/demo-users.ts';
import { loadDemo } from './demo/load-demo.ts';
import { makeFirstAccount } from './first-account.ts';
import { asOneSubgraph } from './gateway/federated/one-subgraph.ts';
import { type RunningServer, startServer } from './gateway/server.ts';
import { entities, jobs } from './gateway/subgraphs.ts';
import { traceRootFields } from './gateway/tracing/trace-root-fields.ts';
import { type OpenGraph, openGraph } from './graph-as.ts';
import { migrateAsOwner, type OpenDatabase, openDatabase } from './open-database.ts';
import { startSealer } from './platform/audit/seal/sealer.ts';
import { systemClock, todayUtc } from './platform/clock.ts';
import { Replicas } from './platform/database/replicas/replicas.ts';
import { mayRewriteAuditLog } from './platform/database/roles.ts';
import { startJobs } from './platform/jobs/jobs.ts';
import { log } from './platform/log.ts';
import { keepResults } from './platform/results/results-of-database.ts';
import { keptSecret } from './secrets.ts';
import type { Settings } from './settings.ts';

// Beside this file's folder, once they are built.
const PLAYGROUND = fileURLToPath(new URL('../playground', import.meta.url));
const EXAMPLE_PAGE = fileURLToPath(new URL('../frontend', import.meta.url));

export interface Running extends RunningServer {
  /** The password of the first account, if it was made just now and nobody had chosen one. */
  newAdminPassword: string | null;
  /** The accounts of the demo, if it was loaded just now. */
  demoSignIns: DemoSignIn[];
}

/** Settings → database → graph → accounts and demo → HTTP. */
export async function start(settings: Settings): Promise<Running> {
  log.level = settings.logLevel;
  const database = await openDatabase(settings, migrateAsOwner);
  const replicas = await replicasOf(database, settings);
  const close = async () => {
    await replicas?.close();
    await database.close();
  };
  try {
    await warnOfRewritableAuditLog(database.orm);
    const jwtSecret = settings.jwtSecret ?? (await keptSecret(settings.dataDir, 'jwt-secret'));
    const graph = await openGraph(database.orm, jwtSecret, systemClock, settings.jwtPreviousSecret);
    const { schema, ...served } = whatIsServed(settings, graph);
    const stopTracing = await traceTo(settings.tracesEndpoint, schema);
    const newAdminPassword = await makeFirstAccount(graph, settings);
    const demoSignIns = settings.demoData ? await demoFor(settings, graph) : [];
    const options = {
      ...settings,
      ...served,
      isEmbedded: !settings.databaseUrl,
      playgroundDirectory: PLAYGROUND,
      frontPageDirectory: settings.demoData ? EXAMPLE_PAGE : null,
    };
    const server = await startServer(schema, { ...graph.house, replicas }, options);
    const results = await keepResults(database.orm, settings.redisUrl, replicas?.orms);
    const running = startJobs(database.orm, systemClock, jobs);
    const sealer = startSealer(database.url);
    const stop = async () => {
      await server.stop();
      await running.stop();
      await sealer.stop();
      await results.close();
      await close();
      await stopTracing();
    };
    return { url: server.url, stop, newAdminPassword, demoSignIns };
  } catch (error) {
    await close();
    throw error;
  }
}

/** All to clients; or some subgraphs to the router, who has looked at what documents clients may send. */
function whatIsServed(
  { subgraphs, routerSecret, persistedDocuments }: Settings,
  { schema, parts }: OpenGraph,
) {
  if (!subgraphs) return { schema, persistedDocuments, routerSecret: undefined };
  const chosen = parts.filter(({ name }) => subgraphs.includes(name));
  return { schema: asOneSubgraph(chosen), persistedDocuments: 'allow' as const, routerSecret };
}

/** They are looked at from now on: what they have then, they have of the tables as they are migrated. */
async function replicasOf({ orm }: OpenDatabase, settings: Settings): Promise<Replicas | undefined> {
  const { databaseReplicaUrls, replicaMaxLagMs } = settings;
  if (databaseReplicaUrls.length === 0) return undefined;
  return Replicas.open(orm, databaseReplicaUrls, entities, replicaMaxLagMs);
}

/** Traces are for those who have a collector; nobody else loads what makes them. */
async function traceTo(endpoint: string | undefined, schema: GraphQLSchema): Promise<() => Promise<void>> {
  if (!endpoint) return async () => {};
  const { startTracing } = await import('./platform/tracing/start-tracing.ts');
  traceRootFields(schema);
  return startTracing(endpoint);
}

/** It works all the same, but whoever takes over the application could then take back what is on record. */
async function warnOfRewritableAuditLog(orm: MikroORM): Promise<void> {
  if (!(await mayRewriteAuditLog(orm.em.fork()))) return;
  log.warn(
    'The database role of DATABASE_URL could rewrite the audit log. Let DATABASE_OWNER_URL name the role that ' +
      'owns the tables, and DATABASE_URL another (docs/adr/0016).',
  );
}

/** A demo that cannot be loaded (its administrator has another name by now) is no reason not to serve. */
async function demoFor({ adminUsername }: Settings, graph: OpenGraph): Promise<DemoSignIn[]> {
  try {
    return await loadDemo(demoGraph(graph, adminUsername), todayUtc(systemClock));
  } catch (error) {
    log.error({ err: error }, 'The demo data could not be loaded.');
    return [];
  }
}
