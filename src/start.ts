import { fileURLToPath } from 'node:url';
import { demoGraph } from './demo/demo-graph.ts';
import type { DemoSignIn } from './demo/demo-users.ts';
import { loadDemo } from './demo/load-demo.ts';
import { type RunningServer, startServer } from './gateway/server.ts';
import { type OpenGraph, openGraph } from './graph-as.ts';
import { openDatabase } from './open-database.ts';
import { systemClock, todayUtc } from './platform/clock.ts';
import { migrate } from './platform/database/migrate.ts';
import { keptSecret } from './secrets.ts';
import type { Settings } from './settings.ts';

// Beside this file's folder, once it is built.
const PLAYGROUND = fileURLToPath(new URL('../playground', import.meta.url));

export interface Running extends RunningServer {
  /** The password of the first account, if it was made just now and nobody had chosen one. */
  newAdminPassword: string | null;
  /** The accounts of the demo, if it was loaded just now. */
  demoSignIns: DemoSignIn[];
}

/** Settings → database → graph → accounts and demo → HTTP. */
export async function start(settings: Settings): Promise<Running> {
  const database = await openDatabase(settings);
  try {
    await migrate(database.orm);
    const jwtSecret = settings.jwtSecret ?? (await keptSecret(settings.dataDir, 'jwt-secret'));
    const graph = await openGraph(database.orm, jwtSecret, systemClock);
    const newAdminPassword = await graph.house.directory.createFirstAccount(settings, {
      em: database.orm.em.fork(),
    });
    const demoSignIns = settings.demoData ? await demoFor(settings, graph) : [];
    const options = { ...settings, playgroundDirectory: PLAYGROUND };
    const server = await startServer(graph.schema, graph.house, options);
    const stop = async () => {
      await server.stop();
      await database.close();
    };
    return { url: server.url, stop, newAdminPassword, demoSignIns };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A demo that cannot be loaded (its administrator has another name by now) is no reason not to serve. */
async function demoFor({ adminUsername }: Settings, graph: OpenGraph): Promise<DemoSignIn[]> {
  try {
    return await loadDemo(demoGraph(graph, adminUsername), todayUtc(systemClock));
  } catch (error) {
    console.error('The demo data could not be loaded:', error);
    return [];
  }
}
