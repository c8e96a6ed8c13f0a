import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const CRUISER = resolve('node_modules/.bin/depcruise');
const RULES = resolve('.dependency-cruiser.cjs');

/** The names of the rules that a tree breaks. */
function brokenRules(root: string): Promise<string[]> {
  const args = [CRUISER, 'src', '--config', RULES, '--output-type', 'json'];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      if (!stdout) return fail(new Error(stderr));
      const { violations } = JSON.parse(stdout).summary as { violations: { rule: { name: string } }[] };
      done([...new Set(violations.map(({ rule }) => rule.name))].sort());
    });
  });
}

/** One import that each rule forbids. */
const FORBIDDEN: Record<string, { from: string; to: string }> = {
  'platform-knows-no-business': { from: 'src/platform/a.ts', to: 'src/subgraphs/credit/a.ts' },
  'subgraphs-know-no-gateway': { from: 'src/subgraphs/credit/b.ts', to: 'src/gateway/b.ts' },
  'a-subgraph-never-imports-another': {
    from: 'src/subgraphs/credit/c.ts',
    to: 'src/subgraphs/identity/c.ts',
  },
  'the-gateway-enters-a-subgraph-by-its-door': {
    from: 'src/gateway/subgraphs.ts',
    to: 'src/subgraphs/credit/d.ts',
  },
  'only-the-list-opens-the-doors': { from: 'src/gateway/e.ts', to: 'src/subgraphs/credit/subgraph.ts' },
  'the-gateway-knows-no-program': { from: 'src/gateway/f.ts', to: 'src/cli/f.ts' },
  'programs-enter-a-subgraph-by-its-door': { from: 'src/start.ts', to: 'src/subgraphs/credit/g.ts' },
};

describe('the direction of imports', () => {
  it('is kept by the whole of src', async () => {
    expect(await brokenRules(resolve('.'))).toEqual([]);
  });

  describe('is guarded by rules that fail', () => {
    let root: string;
    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'riskgraph-imports-'));
    });
    afterEach(() => rm(root, { recursive: true }));

    const write = async (file: string, text: string) => {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    };
    const importing = (from: string, to: string) => {
      const up = '../'.repeat(from.split('/').length - 1);
      return `import { it } from '${up}${to}';\nexport const mine = it;\n`;
    };

    it.each(Object.entries(FORBIDDEN))('%s', async (rule, { from, to }) => {
      await write(to, 'export const it = 1;\n');
      await write(from, importing(from, to));
      expect(await brokenRules(root)).toContain(rule);
    });

    it('no-circles, types apart', async () => {
      await write('src/platform/a.ts', importing('src/platform/a.ts', 'src/platform/b.ts'));
      await write('src/platform/b.ts', importing('src/platform/b.ts', 'src/platform/a.ts'));
      expect(await brokenRules(root)).toEqual(['no-circles']);
      await write(
        'src/platform/b.ts',
        "import type { mine } from './a.ts';\nexport type It = typeof mine;\n",
      );
      expect(await brokenRules(root)).toEqual([]);
    });
  });
});
