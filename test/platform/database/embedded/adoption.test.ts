import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../../../src/platform/database/embedded/start-embedded-postgres.ts';
import { answers, ask, newDirectory, removeDirectories, start } from './directories.ts';
import { spawnStarter, startInOtherProcess } from './other-process.ts';

afterEach(removeDirectories);

test('the server of a killed process is adopted, and stopped by who adopted it', async () => {
  const dataDir = await newDirectory();
  const killed = await startInOtherProcess(dataDir);
  await killed.kill();
  expect(await answers(killed.url)).toBe(true);

  const heir = await start(dataDir);
  expect(heir).toMatchObject({ adopted: true, url: killed.url });
  await heir.stop();
  expect(await answers(heir.url)).toBe(false);
});

test('the server of a live process is only visited', async () => {
  const dataDir = await newDirectory();
  const owner = await startInOtherProcess(dataDir);
  const visitor = await start(dataDir);
  expect(visitor).toMatchObject({ adopted: true, url: owner.url });
  await visitor.stop();
  expect(await answers(owner.url)).toBe(true);

  expect(await owner.finish()).toBe(0);
  expect(await answers(owner.url)).toBe(false);
});

test('starts at the same moment share one server, in one process and in several', async () => {
  const dataDir = await newDirectory();
  const [mine, others] = await Promise.all([
    Promise.all([start(dataDir), start(dataDir)]),
    Promise.all([startInOtherProcess(dataDir), startInOtherProcess(dataDir)]),
  ]);
  const all = [...mine, ...others];
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1);

  await Promise.all([...mine.map((own) => own.stop()), ...others.map((other) => other.finish())]);
  expect(await answers(all[0]!.url)).toBe(false);
});

test('a process killed while it initialised leaves nothing in the way', async () => {
  const dataDir = await newDirectory();
  const child = spawnStarter(dataDir);
  const exited = once(child, 'exit');
  while (!(await readdir(dataDir)).some((name) => name.startsWith('postgres.unfinished-'))) await sleep(5);
  child.kill('SIGKILL');
  await exited;
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(true);

  const postgres = await start(dataDir);
  try {
    expect(postgres.adopted).toBe(false);
    expect(await ask(postgres.url, 'select 1')).toBe(1);
  } finally {
    await postgres.stop();
  }
});

test('a killed PostgreSQL is started again, with what was committed', async () => {
  const dataDir = await newDirectory();
  const first = await startEmbeddedPostgres({ dataDir, durable: true });
  await ask(first.url, 'create table kept as select 42 as answer');
  process.kill(
    Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10),
    'SIGKILL',
  );

  const second = await start(dataDir);
  try {
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  } finally {
    await second.stop();
  }
  await first.stop();
});

describe('a postmaster.pid that is left over', () => {
  test.each([
    ['names a process that is gone', goneProcess],
    ['names a process that is something else', async () => process.ppid],
  ])('and %s does not prevent a start', async (_, pidOf) => {
    const dataDir = await newDirectory();
    await (await start(dataDir)).stop();
    const left = [
      await pidOf(),
      join(dataDir, 'postgres'),
      1_700_000_000,
      5432,
      '',
      '127.0.0.1',
      '',
      'ready   ',
      '',
    ];
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), left.join('\n'));

    const postgres = await start(dataDir);
    expect(postgres.adopted).toBe(false);
    await postgres.stop();
  });
});

async function goneProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid!;
}
