import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { backupsIn, newBackupFiles } from '../../../src/cli/backup/backup-files.ts';
import { beyond, clearUnfinished, type Keep, prune } from '../../../src/cli/backup/retention.ts';

const made = (...days: string[]) =>
  days.map((day) => ({ ...newBackupFiles('', 'book', new Date(day)), madeAt: new Date(day) }));
const keptOf = (days: string[], keep: Partial<Keep>) => {
  const backups = made(...days);
  const gone = beyond(backups, { daily: 0, weekly: 0, monthly: 0, ...keep });
  return backups
    .filter((backup) => !gone.includes(backup))
    .map(({ madeAt }) => madeAt.toISOString().slice(0, 13));
};

describe('what stays', () => {
  it('is the newest of each of the last days that have one', () => {
    const days = ['2026-03-09T18', '2026-03-09T06', '2026-03-07T18', '2026-03-06T18'].map(
      (day) => `${day}:00Z`,
    );
    expect(keptOf(days, { daily: 2 })).toEqual(['2026-03-09T18', '2026-03-07T18']);
  });

  it('is the newest of each week, which begins on Monday', () => {
    const days = ['2026-03-09T18', '2026-03-08T23', '2026-03-02T00', '2026-03-01T23'].map(
      (day) => `${day}:00Z`,
    );
    expect(keptOf(days, { weekly: 3 })).toEqual(['2026-03-09T18', '2026-03-08T23', '2026-03-01T23']);
  });

  it('is what any of the rules keeps', () => {
    const days = Array.from({ length: 120 }, (_, age) =>
      new Date(Date.UTC(2026, 5, 30, 2) - age * 86_400_000).toISOString(),
    );
    expect(keptOf(days, { daily: 3, weekly: 2, monthly: 3 })).toEqual([
      '2026-06-30T02',
      '2026-06-29T02',
      '2026-06-28T02',
      '2026-05-31T02',
      '2026-04-30T02',
    ]);
  });

  it('is the newest one, whatever the rules are', () => {
    expect(keptOf(['2026-03-09T18:00Z', '2026-03-08T18:00Z'], {})).toEqual(['2026-03-09T18']);
  });
});

describe('in a directory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'riskgraph-retention-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const write = (...names: string[]) =>
    Promise.all(names.map((name) => writeFile(join(directory, name), '')));
  const threeFiles = (stamp: string) => ['dump', 'json', 'sha256'].map((kind) => `book-${stamp}.${kind}`);

  it('finds the backups of one database, the newest first', async () => {
    await write(
      ...threeFiles('20260301T000000Z'),
      ...threeFiles('20260302T000000Z'),
      'books-20260303T000000Z.dump',
    );
    const found = await backupsIn(directory, 'book');
    expect(found.map(({ dump }) => basename(dump))).toEqual([
      'book-20260302T000000Z.dump',
      'book-20260301T000000Z.dump',
    ]);
  });

  it('deletes all three files of a backup, and nothing that is not its own', async () => {
    const others = [
      'other-20260101T000000Z.dump',
      'book-20260101T000000Z.dump.part',
      'book-old.dump',
      'book-20260101T000000Z.txt',
    ];
    await write(...threeFiles('20260301T000000Z'), ...threeFiles('20260302T000000Z'), ...others);
    const gone = await prune(directory, 'book', { daily: 1, weekly: 0, monthly: 0 });
    expect(gone.map(({ dump }) => basename(dump))).toEqual(['book-20260301T000000Z.dump']);
    expect((await readdir(directory)).sort()).toEqual([...others, ...threeFiles('20260302T000000Z')].sort());
  });

  it('clears away what was left unfinished a day ago, and not what somebody may still write', async () => {
    await write(
      'book-20260301T000000Z.dump.part',
      'book-20260302T120000Z.dump.part',
      'book-20260301T000000Z.dump',
    );
    await clearUnfinished(directory, 'book', new Date('2026-03-02T18:00:00Z'));
    expect((await readdir(directory)).sort()).toEqual([
      'book-20260301T000000Z.dump',
      'book-20260302T120000Z.dump.part',
    ]);
  });
});
