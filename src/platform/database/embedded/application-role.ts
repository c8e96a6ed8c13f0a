import { Client } from 'pg';
import type { EmbeddedFiles } from './files.ts';
import { keptApplicationPassword } from './password.ts';
import { type EmbeddedRole, type Server, urlOf } from './readiness.ts';

const ROLE: EmbeddedRole = 'riskgraph_app';

/** Where the application signs in; its role is made where the cluster has none yet, as those of before. */
export async function applicationUrlOn(
  server: Server,
  ownerPassword: string,
  files: EmbeddedFiles,
): Promise<string> {
  const password = await keptApplicationPassword(files);
  const client = new Client({ connectionString: urlOf(server, ownerPassword), ssl: false });
  // Without a listener, a server that goes away would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [ROLE]);
    const command = rowCount === 0 ? 'create' : 'alter';
    await client.query(`${command} role ${ROLE} login password ${client.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
  return urlOf(server, password, 'riskgraph', ROLE);
}
