import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { requireClient } from '../../src/cli/backup/client-program.ts';
import { backupCommand } from '../../src/cli/backup-command.ts';
import { databaseOf } from '../../src/platform/database/addresses.ts';
import { note, seal, sealedOf } from '../platform/audit/trail.ts';
import { onlyDump, useBackups, useEmptyDatabases } from '../support/backups.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity } from '../support/identity-fixtures.ts';
import { describeWithClient } from '../support/postgres-client.ts';

const database = useTestDatabase();
const backups = useBackups();
const emptyDatabase = useEmptyDatabases();
let tenantId: string;
beforeAll(async () => {
  const { a } = await seedIdentity(database);
  tenantId = a.tenantId;
  await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2);
  await note(database, tenantId, 'first', 'second');
  await seal(database);
});

const manifestOf = async (dump: string) => JSON.parse(await readFile(dump.replace('.dump', '.json'), 'utf8'));
const headNow = async () => {
  const last = (await sealedOf(database, tenantId)).at(-1);
  return `${last?.sequence}:${last?.hash}`;
};

describeWithClient('riskgraph backup', () => {
  it('writes a dump, what it is of, and the checksums of both, for its owner alone', async () => {
    const directory = join(await backups.newDirectory(), 'new');
    const { text, exitCode } = await backups.backup(database, directory);
    const dump = await onlyDump(directory);
    expect(exitCode).toBeUndefined();
    expect(text).toContain(`Written: ${dump} (`);
    const files = await readdir(directory);
    expect(files).toHaveLength(3);
    for (const file of files) expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const checked = execFileSync('sha256sum', ['-c', basename(dump).replace('.dump', '.sha256')], {
      cwd: directory,
    });
    expect(String(checked).trim().split('\n')).toHaveLength(2);
    expect(await manifestOf(dump)).toMatchObject({
      version: '0.1.0',
      migrations: expect.arrayContaining(['Migration20261121100000']),
      auditHeads: [{ tenantKey: tenantId, name: 'Tenant a', anchor: await headNow() }],
      rows: { loans: 6, portfolios: 2, audit_logs: 2, audit_queue: 0 },
    });
  });

  it('deletes what the rules keep no longer, and nothing else', async () => {
    const directory = await backups.newDirectory();
    const stem = databaseOf(database.url);
    const old = ['20260301', '20260302', '20260303'].map((day) => `${stem}-${day}T000000Z.dump`);
    for (const name of [...old, 'notes.txt', 'other-20260301T000000Z.dump'])
      await writeFile(join(directory, name), '');
    const { text } = await backups.backup(database, directory, '--keep-daily', '2');
    const left = (await readdir(directory)).filter((name) => !name.startsWith(stem));
    expect(left.sort()).toEqual(['notes.txt', 'other-20260301T000000Z.dump']);
    expect((await readdir(directory)).filter((name) => old.includes(name))).toEqual([old[2]]);
    expect(text.match(/^Deleted: .*/gm)).toEqual(
      [old[1], old[0]].map((name) => `Deleted: ${join(directory, name as string)}`),
    );
  });

  it('keeps all that there is where no rule is given', async () => {
    const directory = await backups.newDirectory();
    await writeFile(join(directory, `${databaseOf(database.url)}-20200101T000000Z.dump`), '');
    await backups.backup(database, directory);
    expect((await readdir(directory)).filter((name) => name.endsWith('.dump'))).toHaveLength(2);
  });

  it('refuses a database on which no migration has run', async () => {
    const directory = await backups.newDirectory();
    await expect(backups.backup(await emptyDatabase(), directory)).rejects.toThrow(
      'There is nothing to back up',
    );
    expect(await readdir(directory)).toEqual([]);
  });

  describe('while pg_dump runs', () => {
    let blocker: pg.Client;
    let directory: string;
    let failure: Promise<unknown>;
    /** A table that only pg_dump reads: with a lock on it, it waits as long as a test needs. */
    beforeEach(async () => {
      await database.query('create schema apart');
      await database.query('create table apart.blocker (id int)');
      blocker = new pg.Client({ connectionString: database.ownerUrl });
      await blocker.connect();
      await blocker.query('begin');
      await blocker.query('lock table apart.blocker in access exclusive mode');
      directory = await backups.newDirectory();
      failure = backups.backup(database, directory).then(
        () => null,
        (error: unknown) => error,
      );
      await untilItWaits();
    });
    afterEach(async () => {
      await blocker.end();
      await failure;
      await database.query('drop schema apart cascade');
    });

    const untilItWaits = async (): Promise<void> => {
      const waiting = `select from pg_locks where relation = 'apart.blocker'::regclass and not granted`;
      while ((await database.query(waiting)).length === 0) await sleep(20);
    };
    /** The process and the arguments of the program that writes into the directory. */
    const pgDump = (): { pid: number; args: string } => {
      const lines = String(execFileSync('ps', ['-eo', 'pid=,args=', '-ww'])).split('\n');
      const line = lines.find((text) => text.includes('pg_dump') && text.includes(directory)) ?? '';
      const [, pid, args] = /^ *(\d+) (.*)$/.exec(line) ?? [];
      return { pid: Number(pid), args: args ?? '' };
    };

    it('shows nothing of the connection to those who list processes', () => {
      const { username, password } = new URL(database.ownerUrl);
      const { args } = pgDump();
      expect(args).toMatch(/--format=custom .*--snapshot=[\dA-F-]+/);
      expect(args).not.toContain(password);
      expect(args).not.toContain(`${username}@`);
    });

    it('has no file that looks whole, and none at all once it was killed', async () => {
      expect((await readdir(directory)).map((name) => name.replace(/^.*Z/, ''))).toEqual(['.dump.part']);
      process.kill(pgDump().pid, 'SIGKILL');
      expect(await failure).toEqual(new Error('pg_dump was ended by SIGKILL.'));
      expect(await readdir(directory)).toEqual([]);
    });

    it('leaves nothing where riskgraph is told to stop', async () => {
      process.emit('SIGTERM', 'SIGTERM');
      expect(await failure).toEqual(new Error('Interrupted by SIGTERM.'));
      expect(await readdir(directory)).toEqual([]);
    });

    it('passes on what the server says, without a password', async () => {
      const end = `select pg_terminate_backend(pid) from pg_locks where relation = 'apart.blocker'::regclass and not granted`;
      await database.query(end);
      expect(String(await failure)).toMatch(/^Error: pg_dump: /);
      expect(String(await failure)).not.toContain(new URL(database.ownerUrl).password);
      expect(await readdir(directory)).toEqual([]);
    });

    it('describes the state that it dumps, whatever is written meanwhile', async () => {
      const head = await headNow();
      const target = await emptyDatabase();
      const { rows } = (await manifestAfter(async () => {
        await note(database, tenantId, 'meanwhile');
        await seal(database);
        await database.query('delete from portfolios where id = (select max(id) from portfolios)');
      })) as { rows: Record<string, number> };
      expect(rows).toMatchObject({ portfolios: 2, loans: 6 });
      expect(await headNow()).not.toBe(head);
      const { text, exitCode } = await backups.restore(target, await onlyDump(directory));
      expect(text).toContain(`; the backup ended at ${head}`);
      expect(exitCode).toBeUndefined();
    });

    const manifestAfter = async (work: () => Promise<void>): Promise<unknown> => {
      await work();
      await blocker.query('rollback');
      expect(await failure).toBeNull();
      return manifestOf(await onlyDump(directory));
    };
  });
});

describe('the programs that a backup needs', () => {
  let directory: string;
  const path = process.env.PATH;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'riskgraph-programs-'));
    process.env.PATH = directory;
  });
  afterAll(async () => {
    process.env.PATH = path;
    await rm(directory, { recursive: true });
  });

  it('are asked for where they are missing, and nothing is written', async () => {
    const target = join(directory, 'backups');
    const words =
      /^There is no pg_dump on the PATH, and the server is of (\d+)\.\d+\. Install .*, of version \1 or newer \(Debian: postgresql-client-\1\)\.$/;
    await expect(backups.backup(database, target)).rejects.toThrow(words);
    expect(await readdir(target)).toEqual([]);
  });

  it('are refused where they are older than the server', async () => {
    await writeFile(join(directory, 'pg_dump'), '#!/bin/sh\necho "pg_dump (PostgreSQL) 14.9"\n');
    await chmod(join(directory, 'pg_dump'), 0o755);
    const words = /^pg_dump is of PostgreSQL 14\.9, and the server is of 1\d\.\d+\. Install /;
    await expect(backups.backup(database, join(directory, 'backups'))).rejects.toThrow(words);
    expect(await readdir(join(directory, 'backups'))).toEqual([]);
  });

  it('are taken where they are newer', async () => {
    await writeFile(join(directory, 'pg_dump'), '#!/bin/sh\necho "pg_dump (PostgreSQL) 18beta1"\n');
    expect(await requireClient('pg_dump', { version: '17.2', of: 'the server' }, database.url)).toBe(
      '18beta1',
    );
  });
});

test.each(['0', '-1', '1.5', 'seven'])('--keep-daily %s is refused', async (number) => {
  const quiet = backupCommand.exitOverride().configureOutput({ writeErr: () => {} });
  await expect(quiet.parseAsync([`--keep-daily=${number}`], { from: 'user' })).rejects.toThrow(
    'It is a whole number from 1 to 9999.',
  );
});
