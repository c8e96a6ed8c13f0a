import { fileURLToPath } from 'node:url';
import type { MikroORM } from '@mikro-orm/postgresql';
import { demoGraph } from './demo/demo-graph.ts';
import type { DemoSignIn } from './demo/demo-users.ts';
import { loadDemo } from './demo/load-demo.ts';
import { makeFirstAccount } from './first-account.ts';
import { type RunningServer, startServer } from './gateway/server.ts';
import { jobs } from './gateway/subgraphs.ts';
import { traceRootFields } from './gateway/tracing/trace-root-fields.ts';
import { type OpenGraph, openGraph } from './graph-as.ts';
import { migrateAsOwner, openDatabase } from './open-database.ts';
import { startSealer } from './platform/audit/seal/sealer.ts';
import { systemClock, todayUtc } from './platform/clock.ts';
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
  try {
    await warnOfRewritableAuditLog(database.orm);
    const jwtSecret = settings.jwtSecret ?? (await keptSecret(settings.dataDir, 'jwt-secret'));
    const graph = await openGraph(database.orm, jwtSecret, systemClock, settings.jwtPreviousSecret);
    const stopTracing = await traceTo(settings.tracesEndpoint, graph);
    const newAdminPassword = await makeFirstAccount(graph, settings);
    const demoSignIns = settings.demoData ? await demoFor(settings, graph) : [];
    const options = {
      ...settings,
      isEmbedded: !settings.databaseUrl,
      playgroundDirectory: PLAYGROUND,
      frontPageDirectory: settings.demoData ? EXAMPLE_PAGE : null,
    };
    const server = await startServer(graph.schema, graph.house, options);
    const results = await keepResults(database.orm, settings.redisUrl);
    const running = startJobs(database.orm, systemClock, jobs);
    const sealer = startSealer(database.url);
    const stop = async () => {
      await server.stop();
      await running.stop();
      await sealer.stop();
      results.close();
      await database.close();
      await stopTracing();
    };
    return { url: server.url, stop, newAdminPassword, demoSignIns };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Traces are for those who have a collector; nobody else loads what makes them. */
async function traceTo(endpoint: string | undefined, { schema }: OpenGraph): Promise<() => Promise<void>> {
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
