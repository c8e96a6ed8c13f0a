import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SCRIPT = 'docker/backup/daily.sh';
const HOUR_SECONDS = 3_600;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'riskgraph-daily-'));
  mkdirSync(join(root, 'backups'));
  mkdirSync(join(root, 'programs'));
});
afterEach(() => rmSync(root, { recursive: true }));

const backups = () => join(root, 'backups');
function writeDump(name: string, ageHours: number): void {
  const file = join(backups(), name);
  writeFileSync(file, '');
  const madeAt = Date.now() / 1_000 - ageHours * HOUR_SECONDS;
  utimesSync(file, madeAt, madeAt);
}

describe('the check', () => {
  const check = () => spawnSync('sh', [SCRIPT, 'check', backups()]).status;

  test.each([
    ['of 25 hours is well', 'riskgraph-1.dump', 25, 0],
    ['of 27 hours is late', 'riskgraph-1.dump', 27, 1],
    ['that is unfinished is none', 'riskgraph-1.dump.part', 0, 1],
  ])('a backup %s', (_, name, ageHours, status) => {
    writeDump('riskgraph-0.dump', 100);
    writeDump(name, ageHours);
    expect(check()).toBe(status);
  });

  test('no backup is late', () => expect(check()).toBe(1));
});

describe('the daily run', () => {
  let daily: ChildProcess;
  afterEach(() => daily.kill('SIGKILL'));

  /** `node` notes down that it was called, between what it does `first` and what it `does` then. */
  function run(does: string, first = ''): void {
    writeFileSync(join(root, 'programs/node'), `#!/bin/sh\n${first}\necho "$*" >>${root}/calls\n${does}\n`, {
      mode: 0o755,
    });
    writeFileSync(
      join(root, 'programs/find'),
      `#!/bin/sh\nprintf . >>${root}/looks\nexec /usr/bin/find "$@"\n`,
      { mode: 0o755 },
    );
    const env = { PATH: `${root}/programs:${process.env.PATH}`, RETRY_SECONDS: '0.1' };
    daily = spawn('sh', [SCRIPT, 'run', backups()], { env, stdio: 'ignore' });
  }
  const calls = () =>
    existsSync(`${root}/calls`) ? readFileSync(`${root}/calls`, 'utf8').trim().split('\n') : [];
  /** Each time it looks for backups it calls `find`. */
  const looksTwice = async () => {
    const looks = () => readFileSync(`${root}/looks`, 'utf8').length;
    const before = looks();
    await until(() => looks() >= before + 2);
  };
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await sleep(20);
  };

  test('backs up where the newest backup is of yesterday, once', async () => {
    writeDump('riskgraph-1.dump', 25);
    run(`touch ${root}/backups/riskgraph-2.dump`);
    await until(() => calls().length > 0);
    expect(calls()).toEqual([`/app/dist/src/cli.js backup ${backups()} --keep-daily 7 --keep-weekly 4`]);
    await looksTwice();
    expect(calls()).toHaveLength(1);
  });

  test('tries again what failed', async () => {
    run('exit 1');
    await until(() => calls().length >= 3);
    expect(daily.exitCode).toBeNull();
  });

  test('tells a backup at work to stop, and waits for it', async () => {
    run('while true; do sleep 0.05; done', `trap 'echo stopped >>${root}/calls; exit' TERM`);
    await until(() => calls().length === 1);
    daily.kill('SIGTERM');
    expect(await once(daily, 'exit')).toEqual([0, null]);
    expect(calls()[1]).toBe('stopped');
  });
});
