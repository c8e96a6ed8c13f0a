import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checksumLine, sha256Of } from '../../src/cli/backup/checksums.ts';
import { type Manifest, readManifest } from '../../src/cli/backup/manifest.ts';
import { createExecutor } from '../../src/gateway/execute.ts';
import { entities } from '../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../src/platform/database/connect.ts';
import { mayRewriteAuditLog, roleOf } from '../../src/platform/database/roles.ts';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { note, seal } from '../platform/audit/trail.ts';
import { PAGES, pageDocument } from '../schema/pages/pages.ts';
import { onlyDump, useBackups, useEmptyDatabase, useEmptyDatabases } from '../support/backups.ts';
import { contextFor } from '../support/context.ts';
import { type TestDatabase, useTestDatabase } from '../support/database.ts';
import { useDemo } from '../support/demo.ts';
import { describeWithClient } from '../support/postgres-client.ts';
import { onServer } from '../support/server.ts';

describeWithClient('riskgraph restore', () => {
  const database = useTestDatabase();
  const demo = useDemo(database);
  const backups = useBackups();
  const emptyDatabase = useEmptyDatabases();
  let tenantKey: string;
  let dump: string;
  beforeAll(async () => {
    const tenants = await database.query<{ key: string }>('select id::text as key from tenants');
    tenantKey = (tenants[0] as { key: string }).key;
    await seal(database);
    await note(database, tenantKey, 'waits for its seal');
    dump = await backupOf();
  });

  const backupOf = async (): Promise<string> => {
    const directory = await backups.newDirectory();
    await backups.backup(database, directory);
    return onlyDump(directory);
  };

  /** A copy of the backup to harm; its checksums are made anew unless they are what should find the harm. */
  const harmed = async (
    harm: (files: { dump: string; manifest: string }) => Promise<void>,
    isSigned = true,
  ): Promise<string> => {
    const directory = await backups.newDirectory();
    const [copy, manifest, sums] = ['dump', 'json', 'sha256'].map((kind) =>
      join(directory, basename(dump).replace(/dump$/, kind)),
    ) as [string, string, string];
    await writeFile(copy, await readFile(dump));
    await writeFile(manifest, await readFile(dump.replace(/dump$/, 'json')));
    await writeFile(sums, await readFile(dump.replace(/dump$/, 'sha256')));
    await harm({ dump: copy, manifest });
    const lines = [
      checksumLine(await sha256Of(copy), copy),
      checksumLine(await sha256Of(manifest), manifest),
    ];
    if (isSigned) await writeFile(sums, lines.join(''));
    return copy;
  };
  const withManifest = (change: (manifest: Manifest) => Partial<Manifest>) =>
    harmed(async ({ manifest }) => {
      const read = await readManifest(manifest);
      await writeFile(manifest, JSON.stringify({ ...read, ...change(read) }));
    });

  const cutOff = async ({ dump: file }: { dump: string }) =>
    truncate(file, Math.floor((await stat(file)).size * 0.9));

  const tablesOf = (ownerUrl: string) =>
    withDatabase(
      ownerUrl,
      async ({ em }) =>
        (await em.execute("select relname from pg_class where relnamespace = 'public'::regnamespace")).length,
    );
  const withDatabase = async <Result>(
    url: string,
    work: (orm: TestDatabase['orm']) => Promise<Result>,
  ): Promise<Result> => {
    const orm = await connectDatabase(url, entities);
    try {
      return await work(orm);
    } finally {
      await orm.close();
    }
  };

  /** What an analyst sees on every page, by the application's own role. */
  const pageAnswers = async (orm: TestDatabase['orm']): Promise<Record<string, unknown>> => {
    const execute = createExecutor(demo.graph.schema);
    const em = orm.em.fork();
    const viewer = await demo.graph.house.directory.findViewer('demo.analyst', { em });
    const [book] = await em.execute(
      "select id::text as key from portfolios where name = 'Mid-Market Lending'",
    );
    const answers: Record<string, unknown> = {};
    for (const [name, { variables }] of Object.entries(PAGES)) {
      const variableValues = { portfolioId: toGlobalId('Portfolio', book?.key), ...variables };
      const document = await pageDocument(name);
      answers[name] = await execute({ document, variableValues, contextValue: contextFor({ orm }, viewer) });
    }
    return JSON.parse(JSON.stringify(answers));
  };

  describe('makes of an empty database what was there:', () => {
    const anotherDatabase = useEmptyDatabase();
    let text: string;
    let exitCode: typeof process.exitCode;
    beforeAll(async () => {
      ({ text, exitCode } = await backups.restore(anotherDatabase, dump));
    });

    it('it says so', () => {
      const lines = text.trim().split('\n');
      expect(lines).toContainEqual(expect.stringMatching(/^Rows: .*\bloans \d{3,}, /));
      expect(lines).toContain('Every rollup agrees with its rows.');
      expect(lines.at(-1)).toBe('All of it is as it was.');
      expect(exitCode).toBeUndefined();
    });

    it('every page answers the same, to the last number', async () => {
      const before = await pageAnswers(database.orm);
      const after = await withDatabase(anotherDatabase.url, pageAnswers);
      for (const name of Object.keys(PAGES)) {
        expect(before[name]).toEqual({
          data: { portfolio: expect.objectContaining({ name: 'Mid-Market Lending' }) },
        });
        expect(after[name]).toEqual(before[name]);
      }
    });

    it('the audit trail goes on where it ended; what had waited for its seal has one', async () => {
      const [head] = (await readManifest(dump.replace(/dump$/, 'json'))).auditHeads;
      const next = Number(head?.anchor.split(':')[0]) + 1;
      const line = `${head?.name}: intact; ${next} entries, 0 not sealed yet; anchor ${next}:\\w+; the backup ended at ${head?.anchor}`;
      expect(text).toMatch(new RegExp(`^${line}$`, 'm'));
    });

    it('the application has its rights, and no more', () =>
      withDatabase(anotherDatabase.url, async ({ em }) => {
        expect(await mayRewriteAuditLog(em)).toBe(false);
        await expect(em.execute('delete from audit_logs')).rejects.toThrow('permission denied');
        await em.execute('update loans set amount = amount + 1');
      }));
  });

  describe('refuses, and leaves an empty database as it is,', () => {
    const flipByte = async ({ dump: file }: { dump: string }) => {
      const bytes = await readFile(file);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(file, bytes);
    };
    it.each<[string, () => Promise<string>, string]>([
      ['a dump of which one bit is another', () => harmed(flipByte, false), '.dump is not what was written'],
      [
        'a description of which something is another',
        () => harmed(({ manifest }) => writeFile(manifest, '{}'), false),
        '.json is not what was written',
      ],
      [
        'a description without what it needs',
        () => harmed(({ manifest }) => writeFile(manifest, '{}')),
        'auditHeads: ',
      ],
      [
        'a backup whose other files are missing',
        () => harmed(({ manifest }) => rm(manifest.replace(/json$/, 'sha256')), false),
        'ENOENT',
      ],
      [
        'a backup of a newer riskgraph',
        () =>
          withManifest(({ migrations }) => ({
            version: '9.0.0',
            migrations: [...migrations, 'Migration20990101000000'],
          })),
        'The backup is of riskgraph 9.0.0, with migrations that this one does not know: Migration20990101000000.',
      ],
      ['a newer dump', () => withManifest(() => ({ pgDump: '99.1' })), 'and the dump is of 99.1. Install'],
      ['a dump without its end', () => harmed(cutOff), 'pg_restore: error: '],
      ['what is no dump', async () => '/etc/hostname', 'a backup is named by its file that ends with .dump'],
    ])('%s', async (_, file, words) => {
      const place = await emptyDatabase();
      await expect(backups.restore(place, await file())).rejects.toThrow(words);
      expect(await tablesOf(place.ownerUrl)).toBe(0);
    });

    it('a place without the role that is to serve', async () => {
      const { ownerUrl } = await emptyDatabase();
      const url = ownerUrl.replace(roleOf(ownerUrl), 'nobody_at_all');
      await expect(backups.restore({ url, ownerUrl }, dump)).rejects.toThrow(
        'There is no role "nobody_at_all"',
      );
      expect(await tablesOf(ownerUrl)).toBe(0);
    });
  });

  it.each([
    ['a table', 'create table letters (id int)', 'public.letters'],
    ['a type', "create type mood as enum ('fine')", 'public.mood'],
    [
      'something in a schema of its own',
      'create schema apart create view seen as select 1 as one',
      'apart.seen',
    ],
  ])('refuses a database that has %s, and touches nothing', async (_, made, name) => {
    const place = await emptyDatabase();
    const before = await withDatabase(place.ownerUrl, async (orm) => {
      await orm.em.getConnection().execute(made);
      return tablesOf(place.ownerUrl);
    });
    await expect(backups.restore(place, dump)).rejects.toThrow(`is not empty: it has ${name}`);
    expect(await tablesOf(place.ownerUrl)).toBe(before);
  });

  describe('fails, and says of what is restored that it is not what it was,', () => {
    it('where rows or chains are others than at the backup', async () => {
      const changed = await withManifest(({ rows }) => ({
        rows: { ...rows, loans: 7, gone: 5 },
        auditHeads: [
          { tenantKey, name: 'First', anchor: `1:${'0'.repeat(64)}` },
          { tenantKey: '99', name: 'Lost bank', anchor: `7:${'a'.repeat(64)}` },
        ],
      }));
      const { text, exitCode } = await backups.restore(await emptyDatabase(), changed);
      expect(text).toMatch(/^loans HAD 7\ngone HAD 5$/m);
      expect(text).toMatch(/^First tenant: BROKEN at 1; /m);
      expect(text).toMatch(/^Lost bank: BROKEN at 1; /m);
      expect(text).toContain('IT IS NOT WHAT IT WAS');
      expect(exitCode).toBe(1);
    });

    it('where the log or a sum had been altered before the backup', async () => {
      const altered = await withAltered(backupOf);
      const { text, exitCode } = await backups.restore(await emptyDatabase(), altered);
      expect(text).toMatch(/: BROKEN at 1; /);
      expect(text).toMatch(/^Portfolio \d+ \(.*\): \d+ sums differ from its loans\.$/m);
      expect(exitCode).toBe(1);
    });

    const withAltered = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const first = '(select min(id) from audit_logs)';
      await database.query(`update audit_logs set entity_id = entity_id || 'x' where id = ${first}`);
      await database.query("update loan_rollups set loan_count = loan_count + 1 where dimension = 'SECTOR'");
      try {
        return await work();
      } finally {
        await database.query(
          "update loan_rollups set loan_count = loan_count - 1 where dimension = 'SECTOR'",
        );
        await database.query(`update audit_logs set entity_id = left(entity_id, -1) where id = ${first}`);
      }
    };
  });

  describe('--rehearse', () => {
    const rehearsals = () =>
      onServer(
        async (client) =>
          (await client.query("select datname from pg_database where datname like 'riskgraph_rehearsal_%'"))
            .rows,
      );

    it('restores beside the database, which stays as it is, and leaves nothing', async () => {
      const state = () =>
        database.query('select count(*)::int as entries, max(id)::text as last from audit_logs');
      const before = await state();
      const { text, exitCode } = await backups.restore(database, '--rehearse', dump);
      expect(text).toMatch(/^Restored \(\d+\.\d s\)$/m);
      expect(text).toContain('\nAll of it is as it was.\n');
      expect(exitCode).toBeUndefined();
      expect(await state()).toEqual(before);
      expect(await rehearsals()).toEqual([]);
    });

    it('leaves nothing of a backup that cannot be restored', async () => {
      const cut = await harmed(cutOff);
      await expect(backups.restore(database, '--rehearse', cut)).rejects.toThrow('pg_restore: error: ');
      expect(await rehearsals()).toEqual([]);
    });
  });
});
