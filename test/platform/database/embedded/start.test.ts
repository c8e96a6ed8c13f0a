import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../../src/platform/database/embedded/start-embedded-postgres.ts';
import { answers, ask, newDirectory, removeDirectories, start } from './directories.ts';

afterEach(removeDirectories);

test('a first start makes a PostgreSQL with our user, database and settings', async () => {
  const dataDir = join(await newDirectory(), 'not', 'there', 'yet');
  const postgres = await start(dataDir);
  try {
    expect(await ask(postgres.url, 'select version()')).toMatch(/^PostgreSQL 18/);
    expect(await ask(postgres.url, 'select current_user || current_database()')).toBe('riskgraphriskgraph');
    expect(await ask(postgres.url, 'show timezone')).toBe('UTC');
    expect(await ask(postgres.url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(postgres.url, `select upper('é') || lower('ÄÖ')`)).toBe('Éäö');
    expect(await ask(postgres.url, 'show fsync')).toBe('off');
    expect(await ask(postgres.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(postgres.adopted).toBe(false);
  } finally {
    await postgres.stop();
  }
  expect(await answers(postgres.url)).toBe(false);
});

test('nobody gets in without the kept password, which only its owner can read', async () => {
  const dataDir = await newDirectory();
  const postgres = await start(dataDir);
  try {
    const file = join(dataDir, 'postgres-password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const password = (await readFile(file, 'utf8')).trim();
    expect(postgres.url).toContain(password);
    await expect(ask(postgres.url.replace(password, 'guess'), 'select 1')).rejects.toThrow(/password/);
  } finally {
    await postgres.stop();
  }
});

test('data, password and port survive a restart, and stopping twice is no error', async () => {
  const dataDir = await newDirectory();
  const first = await start(dataDir);
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  await first.stop();

  const second = await start(dataDir);
  try {
    expect(second.adopted).toBe(false);
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  } finally {
    await second.stop();
  }
  expect((await readdir(dataDir)).sort()).toEqual([
    'postgres',
    'postgres-app-password',
    'postgres-password',
    'postgres.log',
  ]);
});

test('a port that somebody else has taken since is left to them', async () => {
  const dataDir = await newDirectory();
  const first = await start(dataDir);
  await first.stop();
  const taken = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(taken, 'listening');
  const second = await start(dataDir);
  try {
    expect(second.url).not.toBe(first.url);
    expect(await answers(second.url)).toBe(true);
  } finally {
    await second.stop();
    taken.close();
  }
});

test('a parent that is closed to everyone else is no obstacle', async () => {
  const postgres = await start(join(await newDirectory(0o700), 'data'));
  try {
    expect(await ask(postgres.url, 'select 1')).toBe(1);
  } finally {
    await postgres.stop();
  }
});

test('a durable server waits for the disk', async () => {
  const postgres = await startEmbeddedPostgres({ dataDir: await newDirectory(), durable: true });
  try {
    expect(await ask(postgres.url, 'show fsync')).toBe('on');
    expect(await ask(postgres.url, 'show full_page_writes')).toBe('on');
  } finally {
    await postgres.stop();
  }
});

test('a failure says what PostgreSQL said and what can be done', async () => {
  const dataDir = await newDirectory();
  await (await start(dataDir)).stop();
  await writeFile(join(dataDir, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
  await expect(start(dataDir)).rejects.toThrow(/no_such_setting[\s\S]*DATABASE_URL/);
  expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);
});

test('a lost password is told apart from a new directory', async () => {
  const dataDir = await newDirectory();
  await mkdir(join(dataDir, 'postgres'));
  await chmod(join(dataDir, 'postgres'), 0o700);
  await expect(start(dataDir)).rejects.toThrow(/postgres-password is missing\. Restore it/);
});
