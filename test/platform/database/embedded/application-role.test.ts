import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, newDirectory, removeDirectories, start } from './directories.ts';

afterEach(removeDirectories);

test("the application's role may sign in with a kept password, and owns nothing", async () => {
  const dataDir = await newDirectory();
  const postgres = await start(dataDir);
  try {
    const file = join(dataDir, 'postgres-app-password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(postgres.applicationUrl).toContain((await readFile(file, 'utf8')).trim());
    expect(await ask(postgres.applicationUrl, 'select current_user')).toBe('riskgraph_app');
    expect(await ask(postgres.applicationUrl, 'select current_database()')).toBe('riskgraph');
    expect(
      await ask(
        postgres.applicationUrl,
        'select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls from pg_roles where rolname = current_user',
      ),
    ).toBe(false);
    await expect(ask(postgres.applicationUrl, 'create table mine (x int)')).rejects.toThrow(
      /permission denied/,
    );
    await ask(postgres.url, 'create table owned (x int)');
    await expect(ask(postgres.applicationUrl, 'select * from owned')).rejects.toThrow(/permission denied/);
  } finally {
    await postgres.stop();
  }
});

test('its password survives a restart, and the loss of its file', async () => {
  const dataDir = await newDirectory();
  const first = await start(dataDir);
  await first.stop();
  const second = await start(dataDir);
  const passwordOf = (url: string) => new URL(url).password;
  expect(passwordOf(second.applicationUrl)).toBe(passwordOf(first.applicationUrl));
  await second.stop();
  await rm(join(dataDir, 'postgres-app-password'));
  const third = await start(dataDir);
  try {
    expect(passwordOf(third.applicationUrl)).not.toBe(passwordOf(first.applicationUrl));
    expect(await ask(third.applicationUrl, 'select current_user')).toBe('riskgraph_app');
  } finally {
    await third.stop();
  }
});

test('a cluster of before, which has no such role, gets one', async () => {
  const dataDir = await newDirectory();
  const before = await start(dataDir);
  await ask(before.url, 'drop role riskgraph_app');
  await before.stop();
  await rm(join(dataDir, 'postgres-app-password'));
  const postgres = await start(dataDir);
  try {
    expect(await ask(postgres.applicationUrl, 'select current_user')).toBe('riskgraph_app');
  } finally {
    await postgres.stop();
  }
});

test('visitors of a running server sign in with the same password', async () => {
  const dataDir = await newDirectory();
  const owner = await start(dataDir);
  const visitor = await start(dataDir);
  try {
    expect(visitor.applicationUrl).toBe(owner.applicationUrl);
    expect(await ask(owner.applicationUrl, 'select current_user')).toBe('riskgraph_app');
  } finally {
    await visitor.stop();
    await owner.stop();
  }
});
