import { canonicalEntry, genesisHash, linkHash } from '../../../../src/platform/audit/seal/chain.ts';
import { sealTenant } from '../../../../src/platform/audit/seal/seal-tenant.ts';
import { storedEntries } from '../../../../src/platform/audit/seal/stored-entries.ts';
import { readAnchor } from '../../../../src/platform/audit/verify/anchor.ts';
import { verifyChain } from '../../../../src/platform/audit/verify/verify-chain.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { auditDb, note, sealedOf } from '../trail.ts';

const database = useTestDatabase();
let number = 0;
let tenant: string;

/** These two tenants alone: what other tests left of theirs is not worth sealing. */
async function seal(): Promise<void> {
  for (const key of [tenant, `${tenant}000`]) while ((await sealTenant(auditDb(database), key)) > 0);
}

/** A chain of ten links, and one of another tenant beside it. */
beforeEach(async () => {
  number += 1;
  tenant = String(number);
  await note(database, tenant, ...Array.from({ length: 10 }, (_, index) => `entry ${index + 1}`));
  await note(database, `${tenant}000`, 'of another tenant');
  await seal();
});

const verify = (anchor?: string) =>
  verifyChain(database.orm.em, tenant, anchor === undefined ? undefined : readAnchor(anchor));
const anchorAt = async (sequence: number) =>
  `${sequence}:${(await sealedOf(database, tenant))[sequence - 1]!.hash}`;
/** What somebody does to the tables who owns them. */
const tamper = (statement: string) => database.query(statement.replaceAll(':tenant', tenant));
const ENTRY = 'id = (select entry_id from audit_seals where tenant_id = :tenant and sequence = 4)';

test('a chain that nobody touched is intact', async () => {
  const links = await sealedOf(database, tenant);
  expect(await verify()).toEqual({
    intact: true,
    entryCount: 10,
    unsealedCount: 0,
    headSequence: '10',
    headHash: links[9]!.hash,
    firstBrokenSequence: null,
  });
});

test('a tenant without an entry has an intact chain without a head', async () => {
  expect(await verifyChain(database.orm.em, '999999')).toEqual({
    intact: true,
    entryCount: 0,
    unsealedCount: 0,
    headSequence: null,
    headHash: null,
    firstBrokenSequence: null,
  });
});

describe('the first broken link is found after', () => {
  const CHANGED: Record<string, string> = {
    id: '424242',
    tenant_id: '424242',
    at: "at + interval '1 microsecond'",
    user_id: '424242',
    action: "'DELETE'",
    entity_type: "'Loan'",
    entity_id: 'null',
    changes: `'{"name": "entry 5"}'`,
    ip_address: "'192.0.2.2'",
    request_id: "'request-2'",
  };

  test('has a case below for every column of an entry', async () => {
    const columns = await database.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name = 'audit_logs'",
    );
    expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(CHANGED).sort());
  });

  test.each(Object.entries(CHANGED))('an edit of its column %s', async (column, value) => {
    await tamper(`update audit_logs set ${column} = ${value} where ${ENTRY}`);
    expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: '4' });
    await tamper('delete from audit_logs where 424242 in (id, tenant_id)');
  });

  test.each([
    ['the deletion of an entry', [`delete from audit_logs where ${ENTRY}`], '4'],
    ['the deletion of a link', ['delete from audit_seals where tenant_id = :tenant and sequence = 4'], '4'],
    [
      'the deletion of an entry with its link',
      [
        `delete from audit_logs where ${ENTRY}`,
        'delete from audit_seals where tenant_id = :tenant and sequence = 4',
      ],
      '4',
    ],
    [
      'a deletion that closes the gap',
      [
        `delete from audit_logs where ${ENTRY}`,
        'delete from audit_seals where tenant_id = :tenant and sequence = 4',
        'update audit_seals set sequence = sequence - 1000 where tenant_id = :tenant and sequence > 4',
        'update audit_seals set sequence = sequence + 999 where tenant_id = :tenant and sequence < 0',
      ],
      '4',
    ],
    [
      'the deletion of the first link',
      ['delete from audit_seals where tenant_id = :tenant and sequence = 1'],
      '1',
    ],
    [
      'an edit of a hash',
      ["update audit_seals set hash = repeat('0', 64) where tenant_id = :tenant and sequence = 4"],
      '4',
    ],
    ['a link below the first', ["insert into audit_seals select :tenant, -1, -:tenant, ''"], '1'],
    [
      'links with the least and the greatest number there are',
      [
        "insert into audit_seals select :tenant, -9223372036854775808, -:tenant, ''",
        "insert into audit_seals select :tenant, 9223372036854775807, -1000 - :tenant, ''",
      ],
      '1',
    ],
    [
      'a link with the greatest number there is',
      ["insert into audit_seals select :tenant, 9223372036854775807, -1000 - :tenant, ''"],
      '11',
    ],
    [
      'a link that is put in between, others moved up',
      [
        'update audit_seals set sequence = -sequence where tenant_id = :tenant and sequence >= 4',
        'update audit_seals set sequence = 1 - sequence where tenant_id = :tenant and sequence < 0',
        `with added as (insert into audit_logs (tenant_id, action, entity_type) values (:tenant, 'LOGIN', 'User') returning id)
         insert into audit_seals select :tenant, 4, id, repeat('a', 64) from added`,
      ],
      '4',
    ],
    [
      'a swap of what two entries say',
      [
        `update audit_logs set entity_id = 'swap' where ${ENTRY}`,
        `update audit_logs set entity_id = 'entry 4' where tenant_id = :tenant and entity_id = 'entry 7'`,
        `update audit_logs set entity_id = 'entry 7' where tenant_id = :tenant and entity_id = 'swap'`,
      ],
      '4',
    ],
    [
      'a swap of two links',
      [
        'update audit_seals set sequence = 99 where tenant_id = :tenant and sequence = 4',
        'update audit_seals set sequence = 4 where tenant_id = :tenant and sequence = 7',
        'update audit_seals set sequence = 7 where tenant_id = :tenant and sequence = 99',
      ],
      '4',
    ],
    [
      'a chain that passes for that of another tenant',
      [
        'delete from audit_seals where tenant_id = :tenant',
        'update audit_seals set tenant_id = :tenant where tenant_id = :tenant000',
      ],
      '1',
    ],
  ])('%s', async (_, statements, first) => {
    for (const statement of statements) await tamper(statement);
    expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: first });
  });
});

test('a chain that was made anew, each link right but a number left out, is broken there', async () => {
  const keys = await database.query<{ id: string }>(
    'select id::text from audit_logs where tenant_id = ? order by audit_logs.id',
    [tenant],
  );
  const entries = await storedEntries(
    auditDb(database),
    keys.map(({ id }) => id),
  );
  await tamper('delete from audit_seals where tenant_id = :tenant');
  let hash = genesisHash(tenant);
  for (const [index, { id }] of keys.entries()) {
    const sequence = String(index < 5 ? index + 1 : index + 2);
    hash = linkHash(hash, canonicalEntry(sequence, entries.get(id)!));
    await database.query('insert into audit_seals values (?, ?, ?, ?)', [tenant, sequence, id, hash]);
  }
  expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: '6', headSequence: '11' });
});

describe('an anchor', () => {
  const cutTail = async () => {
    await tamper(
      'delete from audit_logs where id in (select entry_id from audit_seals where tenant_id = :tenant and sequence > 7)',
    );
    await tamper('delete from audit_seals where tenant_id = :tenant and sequence > 7');
  };

  test('that still stands holds', async () => {
    for (const sequence of [1, 4, 10]) expect((await verify(await anchorAt(sequence))).intact).toBe(true);
  });

  test('finds a tail that was cut, which the chain alone does not show', async () => {
    const anchor = await anchorAt(10);
    await cutTail();
    expect((await verify()).intact).toBe(true);
    expect(await verify(anchor)).toMatchObject({
      intact: false,
      firstBrokenSequence: '8',
      headSequence: '7',
    });
  });

  test('finds a chain that was made anew from an entry on', async () => {
    const anchor = await anchorAt(6);
    await tamper(`update audit_logs set entity_id = 'changed' where ${ENTRY}`);
    await tamper('delete from audit_seals where tenant_id = :tenant');
    await tamper(
      'insert into audit_queue (tenant_id, entry_id) select tenant_id, id from audit_logs where tenant_id = :tenant',
    );
    await seal();
    expect((await verify()).intact).toBe(true);
    expect(await verify(anchor)).toMatchObject({ intact: false, firstBrokenSequence: '6' });
  });

  test('lies before a broken link, which is told first', async () => {
    const anchor = await anchorAt(10);
    await tamper(`delete from audit_logs where ${ENTRY}`);
    expect((await verify(anchor)).firstBrokenSequence).toBe('4');
  });

  test.each([
    '',
    '4',
    '4:',
    '0:'.padEnd(66, 'a'),
    '4:abc',
    '-4:'.padEnd(67, 'a'),
    '4:'.padEnd(66, 'g'),
  ])('is not "%s"', (text) => {
    expect(() => readAnchor(text)).toThrow(/An anchor is/);
  });
});

describe('an entry without a seal', () => {
  test('counts, and is no fault at once', async () => {
    await note(database, tenant, 'new');
    expect(await verify()).toMatchObject({
      intact: true,
      entryCount: 11,
      unsealedCount: 1,
      headSequence: '10',
    });
  });

  test('counts as broken after 60 seconds in the queue, whatever instant it claims', async () => {
    await note(database, tenant, 'new');
    await tamper("update audit_logs set at = now() - interval '1 year' where entity_id = 'new'");
    expect((await verify()).intact).toBe(true);
    await tamper("update audit_logs set at = now() + interval '1 year' where entity_id = 'new'");
    await tamper(
      "update audit_queue set queued_at = now() - interval '59 seconds' where tenant_id = :tenant",
    );
    expect((await verify()).intact).toBe(true);
    await tamper(
      "update audit_queue set queued_at = now() - interval '61 seconds' where tenant_id = :tenant",
    );
    expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: '11', unsealedCount: 1 });
  });

  test('is broken at once where it went around the queue', async () => {
    await note(database, tenant, 'smuggled');
    await tamper('delete from audit_queue where tenant_id = :tenant');
    await seal();
    expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: '11', unsealedCount: 1 });
  });

  test('is missed where it was deleted before its seal', async () => {
    await note(database, tenant, 'gone');
    await tamper("delete from audit_logs where tenant_id = :tenant and entity_id = 'gone'");
    await seal();
    expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: '11', unsealedCount: 0 });
  });

  test('is one whose links were all deleted', async () => {
    await tamper('delete from audit_seals where tenant_id = :tenant');
    expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: '1', unsealedCount: 10 });
  });
});

test('an entry that was moved here from another tenant has no seal of ours', async () => {
  await tamper('update audit_logs set tenant_id = :tenant where tenant_id = :tenant000');
  expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: '11', unsealedCount: 1 });
});

test('while others write and seal, a chain is intact and its figures agree', async () => {
  let isWriting = true;
  const until = async (work: () => Promise<unknown>) => {
    while (isWriting) await work();
  };
  const others = [
    until(() => note(database, tenant, 'a', 'b')),
    until(() => note(database, tenant, 'c')),
    until(seal),
  ];
  for (let time = 0; time < 30; time++) {
    const { intact, entryCount, unsealedCount, headSequence } = await verify();
    expect(intact).toBe(true);
    expect(Number(headSequence) + unsealedCount).toBe(entryCount);
  }
  isWriting = false;
  await Promise.all(others);
});

test('a chain of several batches is verified to its end', async () => {
  await note(database, tenant, ...Array.from({ length: 11_000 }, (_, index) => `n${index}`));
  await seal();
  expect(await verify()).toMatchObject({ intact: true, entryCount: 11_010, headSequence: '11010' });
  await tamper(`update audit_logs set entity_id = 'x' where tenant_id = :tenant and entity_id = 'n10500'`);
  expect((await verify()).firstBrokenSequence).toBe('10511');
});
