import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type { AuditTables } from '../../../src/platform/audit/audit-seal.entity.ts';
import { AuditTrail } from '../../../src/platform/audit/audit-trail.ts';
import { sealAll } from '../../../src/platform/audit/seal/seal-pass.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import type { TestDatabase } from '../../support/database.ts';

const ORIGIN = { viewer: null, clock: systemClock, ipAddress: '192.0.2.1', requestId: 'request-1' };

/** Writes entries of a tenant into a transaction, as a mutation does. */
export async function noteIn(em: SqlEntityManager, tenantId: string, names: string[]): Promise<void> {
  const audit = new AuditTrail(em, ORIGIN);
  for (const name of names) {
    audit.record({ action: 'CREATE', entityType: 'Portfolio', entityId: name, tenantId, changes: { name } });
  }
  await audit.write();
}

/** The same in a transaction of its own. */
export const note = (database: TestDatabase, tenantId: string, ...names: string[]): Promise<void> =>
  database.orm.em.fork().transactional((em) => noteIn(em, tenantId, names));

export const auditDb = (database: TestDatabase): Kysely<AuditTables> => database.orm.em.fork().getKysely();

/** Seals all that waits, in every tenant. */
export const seal = (database: TestDatabase): Promise<void> => sealAll(auditDb(database));

export interface Sealed {
  sequence: string;
  name: string;
  hash: string;
}

/** A tenant's links in the order of the chain, with what each entry is of. */
export const sealedOf = (database: TestDatabase, tenantId: string): Promise<Sealed[]> =>
  database.query<Sealed>(
    `select s.sequence::text as sequence, a.entity_id as name, s.hash
     from audit_seals s join audit_logs a on a.id = s.entry_id where s.tenant_id = ? order by s.sequence`,
    [tenantId],
  );

export const namesOf = async (database: TestDatabase, tenantId: string): Promise<string[]> =>
  (await sealedOf(database, tenantId)).map(({ name }) => name);

export const queuedCount = async (database: TestDatabase): Promise<number> =>
  (await database.query('select 1 from audit_queue')).length;

const POLL_MS = 20;
const WAIT_LIMIT_MS = 10_000;

/** Returns once `condition` holds; throws where that takes too long. */
export async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_LIMIT_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited for ${WAIT_LIMIT_MS} ms`);
    await sleep(POLL_MS);
  }
}
