import pg from 'pg';
import { forgivingGraph } from './graph.ts';
import { useTwoLenders } from './lenders/ground.ts';
import { MUTATIONS } from './verdicts/mutations.ts';
import { attemptOn } from './writes/attempts.ts';
import { addThrowaway } from './writes/throwaway.ts';

const schema = await forgivingGraph();
const ground = useTwoLenders(schema);

/** Far more than any answer takes, far less than the lock is held. */
const PATIENCE_MS = 10_000;

/** Runs while every row of a tenant's is locked, as by somebody at work there. */
async function whileLocked(tenantId: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: ground.database.ownerUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query(
      `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_name)
       where c.column_name = 'tenant_id' and c.table_schema = 'public' and t.table_type = 'BASE TABLE' and t.table_schema = 'public'`,
    );
    await client.query('begin');
    for (const { name } of tables)
      await client.query(`select from ${name} where tenant_id = $1 for update`, [tenantId]);
    await client.query(
      'select from sessions where user_id in (select id from users where tenant_id = $1) for update',
      [tenantId],
    );
    await work();
  } finally {
    await client.end();
  }
}

const late = () =>
  new Promise<string>((resolve) => setTimeout(resolve, PATIENCE_MS, 'still waiting').unref());

/** How long an answer takes must not tell that there is something, nor who is at work on it. */
test.each(
  Object.keys(MUTATIONS).filter((field) => MUTATIONS[field]?.names),
)('%s does not wait for what another tenant holds', async (field) => {
  const { database, lenders } = ground;
  for (const role of ['PORTFOLIO_MANAGER', 'ADMIN'] as const) {
    const throwaway = await addThrowaway(database, lenders, role, ['otherTenant']);
    const corner = throwaway.corners.otherTenant!;
    await whileLocked(lenders.b.tenantId, async () => {
      const answer = attemptOn(field, corner, ground, throwaway, role).then(({ outcome }) => outcome);
      expect(['NOT_FOUND', 'FORBIDDEN']).toContain(await Promise.race([answer, late()]));
    });
  }
});
