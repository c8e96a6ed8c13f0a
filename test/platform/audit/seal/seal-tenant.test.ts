import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { entities } from '../../../../src/gateway/subgraphs.ts';
import { sealTenant } from '../../../../src/platform/audit/seal/seal-tenant.ts';
import { verifyChain } from '../../../../src/platform/audit/verify/verify-chain.ts';
import { connectDatabase } from '../../../../src/platform/database/connect.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { auditDb, namesOf, note, noteIn, queuedCount, seal, sealedOf, waitFor } from '../trail.ts';

const database = useTestDatabase();
let tenantId = '100';
beforeEach(() => {
  tenantId = String(Number(tenantId) + 10);
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('an entry waits in the queue as soon as it is committed, and leaves it with its seal', async () => {
  await note(database, tenantId, 'a', 'b');
  expect(await queuedCount(database)).toBe(2);
  await seal(database);
  expect(await queuedCount(database)).toBe(0);
  expect(await namesOf(database, tenantId)).toEqual(['a', 'b']);
});

test('the links of a tenant are numbered from 1, whatever other tenants write', async () => {
  const other = `${tenantId}5`;
  await note(database, tenantId, 'a');
  await note(database, other, 'x', 'y');
  await note(database, tenantId, 'b', 'c');
  await seal(database);
  await note(database, tenantId, 'd');
  await seal(database);
  const numbersOf = async (tenant: string) =>
    (await sealedOf(database, tenant)).map(({ sequence }) => sequence);
  expect(await numbersOf(tenantId)).toEqual(['1', '2', '3', '4']);
  expect(await numbersOf(other)).toEqual(['1', '2']);
});

test('a link is the SHA-256 of the link before, a line feed, and canonical JSON of the entry', async () => {
  await note(database, tenantId, 'Zürich "1"', 'b');
  await database.query(
    `insert into audit_logs (tenant_id, at, action, entity_type, changes)
     values (?, '2026-03-01T12:00:00.123456+02:00', 'EXPORT', 'Loan', '{"rate": 1.10, "a": 12345678901234567890}')`,
    [tenantId],
  );
  await seal(database);
  const rows = await database.query<Record<string, string | null>>(
    `select id::text, entity_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from audit_logs where tenant_id = ? order by audit_logs.id`,
    [tenantId],
  );
  const [first, second, third] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
  const line = ({ id, at }: (typeof rows)[0], sequence: string, name: string) =>
    `{"action":"CREATE","at":"${at}","changes":${JSON.stringify(`{"name": ${JSON.stringify(name)}}`)},` +
    `"entityId":${JSON.stringify(name)},"entityType":"Portfolio","id":"${id}","ipAddress":"192.0.2.1",` +
    `"requestId":"request-1","sequence":"${sequence}","tenantId":"${tenantId}","userId":null}`;
  const genesis = sha256(`riskgraph audit chain of tenant ${tenantId}`);
  const one = sha256(`${genesis}\n${line(first, '1', 'Zürich "1"')}`);
  const two = sha256(`${one}\n${line(second, '2', 'b')}`);
  const three = sha256(
    `${two}\n{"action":"EXPORT","at":"2026-03-01T10:00:00.123456Z",` +
      `"changes":"{\\"a\\": 12345678901234567890, \\"rate\\": 1.10}","entityId":null,"entityType":"Loan",` +
      `"id":"${third.id}","ipAddress":null,"requestId":null,"sequence":"3","tenantId":"${tenantId}","userId":null}`,
  );
  expect((await sealedOf(database, tenantId)).map(({ hash }) => hash)).toEqual([one, two, three]);
});

test('a transaction that stays open for long holds up no other, and is sealed once it is committed', async () => {
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
  const long = database.orm.em.fork().transactional(async (em) => {
    await noteIn(em, tenantId, ['long import']);
    wrote();
    await committed;
  });
  await written;
  await note(database, tenantId, 'a');
  await note(database, tenantId, 'b');
  await seal(database);
  expect(await namesOf(database, tenantId)).toEqual(['a', 'b']);
  commit();
  await long;
  await note(database, tenantId, 'c');
  await seal(database);
  expect(await namesOf(database, tenantId)).toEqual(['a', 'b', 'long import', 'c']);
  expect(await verifyChain(database.orm.em, tenantId)).toMatchObject({ intact: true, entryCount: 4 });
});

test('the queue tells when an entry was written, however long its transaction has run by then', async () => {
  await database.orm.em.fork().transactional(async (em) => {
    await em.execute('select pg_sleep(1.5)');
    await noteIn(em, tenantId, ['late']);
  });
  const [{ seconds }] = (await database.query(
    'select extract(epoch from clock_timestamp() - queued_at)::float as seconds from audit_queue where tenant_id = ?',
    [tenantId],
  )) as [{ seconds: number }];
  expect(seconds).toBeLessThan(1.4);
});

test('what is rolled back leaves neither an entry nor a number', async () => {
  const work = database.orm.em.fork().transactional(async (em) => {
    await noteIn(em, tenantId, ['never']);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  await note(database, tenantId, 'a');
  await seal(database);
  expect(await sealedOf(database, tenantId)).toMatchObject([{ sequence: '1', name: 'a' }]);
});

/** Holds up whoever runs into what `statement` locks, until it is let go. */
async function blocking(statement: string): Promise<{ isFelt(): Promise<void>; letGo(): Promise<void> }> {
  const blocker = new Client({ connectionString: database.ownerUrl });
  await blocker.connect();
  await blocker.query(`begin; ${statement}`);
  const waiting = () => database.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'");
  return {
    isFelt: () => waitFor(async () => (await waiting()).length > 0),
    letGo: () => blocker.end(),
  };
}

test('one sealer at a time has its turn with a tenant; others need not wait for it', async () => {
  await note(database, tenantId, 'a');
  await note(database, `${tenantId}5`, 'x');
  const block = await blocking(`select from audit_queue where tenant_id = ${tenantId} for update`);
  const stuck = sealTenant(auditDb(database), tenantId);
  await block.isFelt();
  expect(await sealTenant(auditDb(database), tenantId)).toBe(0);
  expect(await sealTenant(auditDb(database), `${tenantId}5`)).toBe(1);
  await block.letGo();
  expect(await stuck).toBe(1);
  expect(await namesOf(database, tenantId)).toEqual(['a']);
});

test('an entry that is committed while its neighbours are sealed keeps its place in the queue', async () => {
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
  await note(database, tenantId, 'before');
  const open = database.orm.em.fork().transactional(async (em) => {
    await noteIn(em, tenantId, ['between']);
    wrote();
    await committed;
  });
  await written;
  await note(database, tenantId, 'after');
  const block = await blocking('lock table audit_seals in share mode');
  const sealing = sealTenant(auditDb(database), tenantId);
  await block.isFelt();
  commit();
  await open;
  await block.letGo();
  expect(await sealing).toBe(2);
  await seal(database);
  expect(await namesOf(database, tenantId)).toEqual(['before', 'after', 'between']);
});

test('a long queue is sealed in batches', async () => {
  await note(database, tenantId, ...Array.from({ length: 2_500 }, (_, index) => `n${index}`));
  expect(await sealTenant(auditDb(database), tenantId)).toBe(1_000);
  await seal(database);
  expect(await verifyChain(database.orm.em, tenantId)).toMatchObject({
    intact: true,
    entryCount: 2_500,
    unsealedCount: 0,
    headSequence: '2500',
  });
});

test('twenty writers with twenty changes each, and two sealers at once: every entry once, no number missing', async () => {
  const tenants = [1, 2, 3].map((number) => `${tenantId}${number}`);
  const other = await connectDatabase(database.url, entities);
  let isWriting = true;
  const sealer = async (db: ReturnType<typeof auditDb>) => {
    while (isWriting) for (const tenant of tenants) await sealTenant(db, tenant);
  };
  const sealers = [sealer(auditDb(database)), sealer(other.em.fork().getKysely())];
  const writer = async (_: unknown, writer: number) => {
    for (let change = 0; change < 20; change++) {
      await note(database, tenants[(writer + change) % 3] as string, `${writer}.${change}`);
    }
  };
  await Promise.all(Array.from({ length: 20 }, writer));
  isWriting = false;
  await Promise.all(sealers);
  await seal(database);
  await other.close();
  const all: string[] = [];
  for (const tenant of tenants) {
    const links = await sealedOf(database, tenant);
    expect(links.map(({ sequence }) => sequence)).toEqual(links.map((_, index) => String(index + 1)));
    expect(await verifyChain(database.orm.em, tenant)).toMatchObject({ intact: true, unsealedCount: 0 });
    all.push(...links.map(({ name }) => name));
  }
  expect(all).toHaveLength(400);
  expect(new Set(all).size).toBe(400);
});
