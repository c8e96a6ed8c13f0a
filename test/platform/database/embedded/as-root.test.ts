import { spawnSync } from 'node:child_process';
import { chown, cp, lstat, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canReach } from '../../../../src/platform/database/embedded/account.ts';
import { programIn } from '../../../../src/platform/database/embedded/binaries.ts';
import { reachablePrograms } from '../../../../src/platform/database/embedded/reachable.ts';
import { ask, newDirectory, removeDirectories, start } from './directories.ts';
import { startInOtherProcess } from './other-process.ts';

const NOBODY = { uid: 65534, gid: 65534 };
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

afterEach(removeDirectories);

asRoot('as root', () => {
  test('where user namespaces are forbidden, another user runs it, now and from then on', async () => {
    const dataDir = await newDirectory();
    const first = await start(dataDir, { userNamespace: false, sharedRoot: await newDirectory() });
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(NOBODY.uid);

    const second = await start(dataDir);
    try {
      expect(await ask(second.url, 'select answer from kept')).toBe(42);
    } finally {
      await second.stop();
    }
  });

  test('data in a directory that this user cannot reach is kept where it can, behind a link', async () => {
    const dataDir = await newDirectory(0o700);
    const options = { userNamespace: false, sharedRoot: await newDirectory() };
    await (await start(dataDir, options)).stop();
    expect((await lstat(join(dataDir, 'postgres'))).isSymbolicLink()).toBe(true);

    const again = await start(dataDir, options);
    try {
      expect(await ask(again.url, 'select 1')).toBe(1);
    } finally {
      await again.stop();
    }
  });

  test('data that root began in a user namespace is handed over when these are forbidden later', async () => {
    const dataDir = await newDirectory();
    await (await start(dataDir)).stop();
    const postgres = await start(dataDir, { userNamespace: false, sharedRoot: await newDirectory() });
    try {
      expect(await ask(postgres.url, 'select 1')).toBe(1);
    } finally {
      await postgres.stop();
    }
  });

  test('programs that this user cannot reach are copied once', async () => {
    const native = await fakePrograms(await newDirectory(0o700));
    const sharedRoot = join(await newDirectory(), 'shared');
    const account = { prefix: [], ...NOBODY };
    const copy = await reachablePrograms(native, account, sharedRoot);
    expect(canReach(account, [programIn(copy, 'postgres')])).toBe(true);
    expect(await reachablePrograms(native, account, sharedRoot)).toBe(copy);
    expect(await readdir(sharedRoot)).toHaveLength(1);
  });

  test('an ordinary user needs none of this', async () => {
    const dataDir = await newDirectory();
    await chown(dataDir, NOBODY.uid, NOBODY.gid);
    if (!canRunTheProject()) {
      console.warn('SKIPPED: an ordinary user cannot reach this checkout, so nothing was tested as one.');
      return;
    }
    const ordinary = await startInOtherProcess(dataDir, NOBODY);
    expect(await ask(ordinary.url, 'select 1')).toBe(1);
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(NOBODY.uid);
    expect(await ordinary.finish()).toBe(0);
  });
});

async function fakePrograms(directory: string): Promise<string> {
  const bin = join(directory, 'native', 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(directory, 'package.json'), '{ "version": "1.0.0" }');
  await cp(process.execPath, programIn(join(directory, 'native'), 'postgres'));
  return join(directory, 'native');
}

function canRunTheProject(): boolean {
  const script = `${import.meta.dirname}/directories.ts`;
  return spawnSync(process.execPath, [script], { ...NOBODY, cwd: '/' }).status === 0;
}
