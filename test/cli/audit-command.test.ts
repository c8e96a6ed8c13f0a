import { createHash } from 'node:crypto';
import { auditCommand } from '../../src/cli/audit-command.ts';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { note, seal, sealedOf } from '../platform/audit/trail.ts';
import { useTestDatabase } from '../support/database.ts';
import { runCommand } from '../support/run-command.ts';

const database = useTestDatabase();
let first: string;
let second: string;
beforeAll(async () => {
  process.env.DATABASE_URL = database.url;
  const tenants = await database.query<{ id: string }>(
    "insert into tenants (name) values ('First bank'), ('Second bank') returning id::text",
  );
  [first, second] = tenants.map(({ id }) => id) as [string, string];
  await note(database, first, 'a', 'b', 'Zürich €"\\\u2028', 'd', 'e');
  await note(database, second, 'x', 'y');
  await note(database, '0', 'a sign-in of nobody');
  await seal(database);
  await note(database, second, 'z');
});
afterAll(() => {
  delete process.env.DATABASE_URL;
});

const run = (...words: string[]) => runCommand(auditCommand, ...words);
const anchorOf = async (tenant: string, sequence: number) =>
  `${sequence}:${(await sealedOf(database, tenant))[sequence - 1]?.hash}`;

describe('riskgraph audit verify', () => {
  it('tells of every chain whether it holds, and where it ends', async () => {
    const { text, exitCode } = await run('verify');
    const lines = text.trim().split('\n');
    expect(lines.slice(0, 3).sort()).toEqual([
      `First bank: intact; 5 entries, 0 not sealed yet; anchor ${await anchorOf(first, 5)}`,
      `Second bank: intact; 3 entries, 1 not sealed yet; anchor ${await anchorOf(second, 2)}`,
      `nobody: intact; 1 entries, 0 not sealed yet; anchor ${await anchorOf('0', 1)}`,
    ]);
    expect(lines[3]).toMatch(/^Without a seal for \d+\.\d s at the longest\.$/);
    expect(exitCode).toBeUndefined();
  });

  it('changes nothing', async () => {
    const state = () => database.query('select count(*)::int as seals, max(hash) as last from audit_seals');
    const before = await state();
    await run('verify');
    expect(await state()).toEqual(before);
  });

  it.each([
    ['its name', () => 'Second bank'],
    ['its id', () => toGlobalId('Tenant', second)],
    ['its key', () => second],
  ])('takes a tenant by %s', async (_, name) => {
    const { text } = await run('verify', '--tenant', name());
    expect(text).toContain('Second bank: intact');
    expect(text).not.toContain('First bank');
  });

  it('holds a chain against an anchor', async () => {
    const good = await run('verify', '--tenant', 'First bank', '--anchor', await anchorOf(first, 4));
    expect(good.exitCode).toBeUndefined();
    const bad = await run('verify', '--tenant', 'First bank', '--anchor', `4:${'0'.repeat(64)}`);
    expect(bad).toMatchObject({ text: expect.stringContaining('First bank: BROKEN at 4'), exitCode: 1 });
    const beyond = await run('verify', '--tenant', 'First bank', '--anchor', `6:${'0'.repeat(64)}`);
    expect(beyond).toMatchObject({ text: expect.stringContaining('First bank: BROKEN at 6'), exitCode: 1 });
  });

  it.each([
    [
      'an anchor of nobody says which chain',
      ['--anchor', `4:${'0'.repeat(64)}`],
      /^An anchor is of one chain/,
    ],
    ['no anchor', ['--tenant', 'First bank', '--anchor', '4'], /^An anchor is a number and a hash/],
    ['a tenant that does not exist', ['--tenant', 'Third bank'], 'There is no tenant "Third bank".'],
  ])('refuses %s', async (_, options, words) => {
    await expect(run('verify', ...options)).rejects.toThrow(words);
  });

  it('names the first broken link, and ends with 1', async () => {
    await database.query("update audit_logs set entity_id = 'b!' where entity_id = 'b'");
    const { text, exitCode } = await run('verify');
    await database.query("update audit_logs set entity_id = 'b' where entity_id = 'b!'");
    expect(text).toContain('First bank: BROKEN at 2; 5 entries');
    expect(text).toContain('Second bank: intact');
    expect(exitCode).toBe(1);
  });
});

describe('riskgraph audit export', () => {
  const linesOf = async (...options: string[]) =>
    (await run('export', ...options)).text.trim().split('\n').filter(Boolean);

  /** What a stranger does who has the file and nothing of ours. */
  function recompute(lines: string[]): string[] {
    const heads = new Map<string, string>();
    for (const line of lines) {
      // What stands before and after the entry is always as long: two hashes and three names.
      const entryText = line.slice(91, -75);
      const { previousHash, entry, hash } = JSON.parse(line);
      const start = createHash('sha256')
        .update(`riskgraph audit chain of tenant ${entry.tenantId}`)
        .digest('hex');
      const previous = heads.get(entry.tenantId) ?? (entry.sequence === '1' ? start : previousHash);
      const sum = createHash('sha256').update(`${previous}\n${entryText}`).digest('hex');
      if (previousHash !== previous || hash !== sum) throw new Error(`broken at ${entry.sequence}`);
      heads.set(entry.tenantId, hash);
    }
    return [...heads.values()];
  }

  it('writes a chain that a stranger can recompute', async () => {
    const lines = await linesOf('--tenant', 'First bank');
    expect(lines.map((line) => JSON.parse(line).entry.entityId)).toEqual([
      'a',
      'b',
      'Zürich €"\\\u2028',
      'd',
      'e',
    ]);
    const [head] = (await sealedOf(database, first)).slice(4);
    expect(recompute(lines)).toEqual([head?.hash]);
    expect(() => recompute(lines.toSpliced(2, 1))).toThrow('broken at 4');
    expect(() => recompute(lines.with(1, lines[1]!.replace('"b"', '"c"')))).toThrow('broken at 2');
  });

  it('is on record in the very trail that was taken out, and sealed', async () => {
    await linesOf('--tenant', 'Second bank');
    const [entry] = await database.query(
      `select entity_type, changes, user_id, (select sequence::text from audit_seals s where s.entry_id = a.id) as sequence
       from audit_logs a where action = 'EXPORT' and tenant_id = ?`,
      [second],
    );
    expect(entry).toMatchObject({
      entity_type: 'AuditEntry',
      changes: { count: 3, from: '1', to: '3' },
      user_id: null,
      sequence: '4',
    });
  });

  it('begins where it is told to, and says what was before', async () => {
    const lines = await linesOf('--tenant', 'First bank', '--from', '4');
    const [, , third] = await sealedOf(database, first);
    expect(JSON.parse(lines[0]!)).toMatchObject({ previousHash: third?.hash, entry: { sequence: '4' } });
    recompute(lines);
  });

  it('takes all chains where no tenant is named', async () => {
    const lines = await linesOf();
    expect(new Set(lines.map((line) => JSON.parse(line).entry.tenantId))).toEqual(
      new Set(['0', first, second]),
    );
    expect(recompute(lines)).toHaveLength(3);
  });

  it('writes and records nothing where there is nothing', async () => {
    const count = async () =>
      (await database.query("select 1 from audit_logs where action = 'EXPORT'")).length;
    const before = await count();
    expect(await linesOf('--tenant', 'First bank', '--from', '9999')).toEqual([]);
    expect(await count()).toBe(before);
  });

  it('refuses a number that is none', async () => {
    await expect(run('export', '--from', '0')).rejects.toThrow('--from is the number of an entry, from 1.');
  });

  it('shows a link whose entry is gone', async () => {
    await database.query("delete from audit_logs where entity_id = 'd'");
    const lines = await linesOf('--tenant', 'First bank', '--from', '4');
    expect(JSON.parse(lines[0]!).entry).toBeNull();
  });
});
