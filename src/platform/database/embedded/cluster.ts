import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readdir, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, commandAs, processOptions } from './account.ts';
import { programIn } from './binaries.ts';
import type { EmbeddedFiles } from './files.ts';
import { giveTo, handOver, reachableHome } from './reachable.ts';

const INITDB_LIMIT_MS = 120_000;
const UNFINISHED = 'postgres.unfinished-';

export interface ClusterSetup {
  account: Account;
  programs: string;
  password: string;
  durable: boolean;
  sharedRoot: string;
}

/** The real path of PostgreSQL's data directory, initialised when there is none. */
export async function clusterFor(files: EmbeddedFiles, setup: ClusterSetup): Promise<string> {
  const existing = await existingCluster(files.cluster);
  if (existing !== undefined) {
    if ((await stat(existing)).uid === 0) await handOver(existing, setup.account);
    return existing;
  }
  const home = await reachableHome(files.dataDir, setup.account, setup.sharedRoot);
  const cluster = join(home, 'postgres');
  if (!existsSync(cluster)) await initialise(home, cluster, setup);
  if (cluster !== files.cluster) await symlink(cluster, files.cluster);
  return realpath(cluster);
}

async function existingCluster(cluster: string): Promise<string | undefined> {
  if (existsSync(cluster)) return realpath(cluster);
  if (!(await lstat(cluster).catch(() => undefined))) return undefined;
  throw new Error(
    `the data that ${cluster} points to is gone. Restore it, or delete that link to begin anew.`,
  );
}

/** Beside its place, then renamed: whoever is killed on the way leaves nothing that looks like a database. */
async function initialise(home: string, cluster: string, setup: ClusterSetup): Promise<void> {
  await removeUnfinished(home);
  const unfinished = await mkdtemp(join(home, UNFINISHED));
  const passwordFile = join(unfinished, 'password');
  await writeFile(passwordFile, setup.password, { mode: 0o600 });
  await giveTo(setup.account, unfinished);
  await giveTo(setup.account, passwordFile);
  await initdb(join(unfinished, 'data'), passwordFile, setup);
  await rename(join(unfinished, 'data'), cluster);
  await rm(unfinished, { recursive: true, force: true });
}

async function initdb(directory: string, passwordFile: string, setup: ClusterSetup): Promise<void> {
  const [command, args] = commandAs(setup.account, programIn(setup.programs, 'initdb'), [
    ...['-D', directory, '--username=riskgraph', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    // PostgreSQL brings this collation along; the system's own C is all it asks of the machine.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(setup.durable ? [] : ['--no-sync']),
  ]);
  const options = { ...processOptions(setup.account), timeout: INITDB_LIMIT_MS };
  await promisify(execFile)(command, args, options).catch((error: Error & { stderr?: string }) => {
    throw new Error(`initdb failed: ${error.stderr?.trim() || error.message}`, { cause: error });
  });
}

async function removeUnfinished(home: string): Promise<void> {
  const left = (await readdir(home)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of left) {
    // An initdb that outlived its parent may still be writing there; it does no harm, so neither must this.
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
