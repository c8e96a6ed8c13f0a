import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The pages, by their configurations of Vite. */
const CONFIGS = {
  playground: 'src/gateway/playground/app/vite.config.ts',
  frontend: 'examples/frontend/vite.config.ts',
};

/** All that a page is made of; the installed packages with what was written last as they were installed. */
const SOURCES = ['src', 'examples', 'schema', 'package-lock.json', 'node_modules/.package-lock.json'];

/** Where a page lies as the build makes it: in dist, or, where that is older than a source, made anew for this test file. */
export function builtPage(page: keyof typeof CONFIGS): string {
  const built = join('dist', page);
  if (existsSync(join(built, 'index.html')) && changedAt(join(built, 'index.html')) > newest(SOURCES))
    return built;
  const directory = mkdtempSync(join(tmpdir(), 'page-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  build(CONFIGS[page], directory);
  return directory;
}

function build(config: string, directory: string): void {
  const vite = ['node_modules/vite/bin/vite.js', 'build', '-c', config];
  const args = [...vite, '--outDir', directory, '--emptyOutDir'];
  execFileSync(process.execPath, args, { stdio: 'pipe', env: { ...process.env, NODE_ENV: 'production' } });
}

const changedAt = (path: string): number => statSync(path).mtimeMs;

function newest(paths: string[]): number {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => join(path, file))
      : [path],
  );
  return Math.max(...files.map(changedAt));
}
