import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { AuditTables } from '../audit-seal.entity.ts';

/** A server that does not answer must not keep a process from stopping. */
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/** One connection, opened when it is needed, and anew after it was lost. */
export function sealingConnection(url: string): Kysely<AuditTables> {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    application_name: 'riskgraph sealer',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
  });
  // Without listeners, a connection that the server ends would end this process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<AuditTables>({ dialect: new PostgresDialect({ pool }) });
}
