import { spawnSync } from 'node:child_process';
import { onServer } from './server.ts';

const server = await onServer(async (client) => {
  const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major");
  return (rows[0] as { major: number }).major;
});
const printed = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const client = Number(/\(PostgreSQL\) (\d+)/.exec(printed)?.[1] ?? 0);
const isEnough = client >= server;
if (!isEnough) {
  const found = client ? `is of PostgreSQL ${client}` : 'is missing';
  console.warn(
    `SKIPPED: nothing was backed up or restored. The server is PostgreSQL ${server}, pg_dump ${found}.`,
  );
}

/** Tests that are skipped, and said to be, where there is no pg_dump that can read the tests' server. */
export const describeWithClient = isEnough ? describe : describe.skip;
