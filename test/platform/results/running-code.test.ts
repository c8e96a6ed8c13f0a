import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningCode } from '../../../src/platform/results/running-code.ts';

test('any change of any file is other code, and the same files elsewhere are the same', async () => {
  const home = await mkdtemp(join(tmpdir(), 'riskgraph-code-'));
  const write = async (copy: string, path: string, text: string) => {
    await mkdir(join(home, copy, path, '..'), { recursive: true });
    await writeFile(join(home, copy, path), text);
  };
  const codeOf = (copy: string) => runningCode(join(home, copy));
  try {
    for (const copy of ['a', 'b']) {
      await write(copy, 'src/main.js', 'start()');
      await write(copy, 'src/analytics/formula.js', '1 + 1');
      await write(copy, 'migrations/first.js', 'create table');
    }
    const digest = await codeOf('a');
    expect(await codeOf('b')).toBe(digest);
    await write('a', 'src/analytics/formula.js', '1 + 2');
    await write('b', 'migrations/second.js', 'update loans');
    expect(await codeOf('a')).not.toBe(digest);
    expect(await codeOf('b')).not.toBe(digest);
  } finally {
    await rm(home, { recursive: true });
  }
});

test('this very code has a digest', async () => {
  expect(await runningCode()).toMatch(/^[\w-]{16}$/);
});
