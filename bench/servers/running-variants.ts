import { readFile } from 'node:fs/promises';
import type { Cluster } from '../database/cluster.ts';
import { onDatabase } from '../database/cluster.ts';
import { MANAGER } from '../database/people.ts';
import { signIn } from '../graph-client.ts';
import type { Variant } from '../variants/variant.ts';
import { riskgraph, variants } from '../variants/variants.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** All variants, each in a process of its own, on one database. */
export interface RunningVariants {
  postmasterPid: number;
  server(variant: Variant): ServerProcess;
  /** A new token, good for a quarter of an hour with every variant. */
  token(): Promise<string>;
  stop(): Promise<void>;
}

const COLUMNS = new URL('../variants/postgraphile/columns.sql', import.meta.url);

export async function startVariants(
  cluster: Cluster,
  databaseUrl: string,
  directory: string,
): Promise<RunningVariants> {
  const columns = await readFile(COLUMNS, 'utf8');
  await onDatabase(databaseUrl, (client) => client.query(columns));
  const servers = new Map<Variant, ServerProcess>();
  const stop = async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  };
  try {
    for (const variant of variants) {
      servers.set(variant, await startServer({ ...variant, databaseUrl, directory }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const server = (variant: Variant) => servers.get(variant)!;
  return {
    postmasterPid: cluster.postmasterPid,
    server,
    token: async () => (await signIn(server(riskgraph).url, MANAGER)).token,
    stop,
  };
}
