import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupCommand } from '../../src/cli/backup-command.ts';
import { restoreCommand } from '../../src/cli/restore-command.ts';
import { runCommand } from './run-command.ts';
import { applicationUrlOf, onServer, ownerUrlOf } from './server.ts';

interface Place {
  url: string;
  ownerUrl: string;
}

/** A directory of this test file's own for backups, and the commands on a database. */
export function useBackups() {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'riskgraph-backups-'));
  });
  afterAll(() => rm(directory, { recursive: true }));
  afterEach(() => {
    delete process.env.DATABASE_URL;
    delete process.env.DATABASE_OWNER_URL;
  });

  const runOn = (place: Place, command: typeof backupCommand, words: string[]) => {
    process.env.DATABASE_URL = place.url;
    process.env.DATABASE_OWNER_URL = place.ownerUrl;
    // What an earlier run was told would stay otherwise.
    for (const option of command.options) command.setOptionValue(option.attributeName(), undefined);
    return runCommand(command, ...words);
  };
  return {
    get directory() {
      return directory;
    },
    /** A directory in it that nothing is in yet. */
    newDirectory: () => mkdtemp(join(directory, 'of-')),
    backup: (place: Place, ...words: string[]) => runOn(place, backupCommand, words),
    restore: (place: Place, ...words: string[]) => runOn(place, restoreCommand, words),
  };
}

/** The only backup's dump in a directory. */
export async function onlyDump(directory: string): Promise<string> {
  const dumps = (await readdir(directory)).filter((name) => name.endsWith('.dump'));
  if (dumps.length !== 1) throw new Error(`There are ${dumps.length} dumps in ${directory}.`);
  return join(directory, dumps[0] as string);
}

/** Databases that nothing is in, dropped after each test. */
export function useEmptyDatabases(): () => Promise<Place> {
  const made: string[] = [];
  afterEach(async () => {
    for (const name of made.splice(0)) await dropDatabase(name);
  });
  return () => {
    const name = newName();
    made.push(name);
    return createDatabase(name);
  };
}

/** A database that nothing is in, of a whole group of tests. */
export function useEmptyDatabase(): Place {
  const name = newName();
  beforeAll(() => createDatabase(name));
  afterAll(() => dropDatabase(name));
  return {
    get url() {
      return applicationUrlOf(name);
    },
    get ownerUrl() {
      return ownerUrlOf(name);
    },
  };
}

const newName = () => `riskgraph_test_${randomUUID().replaceAll('-', '')}`;

async function createDatabase(name: string): Promise<Place> {
  await onServer((client) => client.query(`create database ${name} template template0`));
  return { url: applicationUrlOf(name), ownerUrl: ownerUrlOf(name) };
}

/** Not by force: PostgreSQL may be cleaning up in what was just restored, which only a superuser could end. */
const dropDatabase = (name: string) => onServer((client) => client.query(`drop database if exists ${name}`));
