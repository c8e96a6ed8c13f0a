import { mkdir, realpath } from 'node:fs/promises';
import { accountFor } from './account.ts';
import { applicationUrlOn } from './application-role.ts';
import { installedPostgres, programIn } from './binaries.ts';
import { clusterFor } from './cluster.ts';
import { type EmbeddedFiles, filesIn } from './files.ts';
import { launchServer } from './launch.ts';
import { giveUpOwnership, hasLiveOwner, isOwnedByThisProcess, takeOwnership } from './owner.ts';
import { keptPassword } from './password.ts';
import { runningServer, stopServer } from './postmaster.ts';
import { reachablePrograms } from './reachable.ts';
import { type Server, urlOf } from './readiness.ts';
import { holdingLock } from './start-lock.ts';

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** False only where losing the data does not matter, as in tests: it no longer waits for the disk. */
  durable: boolean;
}

export interface EmbeddedPostgres {
  /** As the owner of everything in it. */
  url: string;
  /** As the application's role, which has only the rights that the owner gives it. */
  applicationUrl: string;
  /** Somebody else had started it. */
  adopted: boolean;
  /** Stops the server, or only leaves it while the process that is responsible for it lives. */
  stop(): Promise<void>;
}

/** How to get by as root. Tests replace these to behave as a locked-down container does. */
export interface RootOptions {
  userNamespace: boolean;
  /** Where another user finds what is out of its reach elsewhere. */
  sharedRoot: string;
}

const AS_ROOT: RootOptions = { userNamespace: true, sharedRoot: '/var/lib/riskgraph' };

/** A PostgreSQL of our own in `<dataDir>/postgres`; the one that runs there already, if any. */
export async function startEmbeddedPostgres(
  { dataDir, durable }: EmbeddedPostgresOptions,
  rootOptions: Partial<RootOptions> = {},
): Promise<EmbeddedPostgres> {
  try {
    await mkdir(dataDir, { recursive: true });
    const files = filesIn(await realpath(dataDir));
    return await holdingLock(files.lock, () => adoptOrLaunch(files, durable, { ...AS_ROOT, ...rootOptions }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The embedded PostgreSQL in ${dataDir} did not start: ${reason}\n` +
        'To use a PostgreSQL of your own instead, set DATABASE_URL.',
      { cause },
    );
  }
}

async function adoptOrLaunch(
  files: EmbeddedFiles,
  durable: boolean,
  rootOptions: RootOptions,
): Promise<EmbeddedPostgres> {
  const password = await keptPassword(files);
  const found = await runningServer(files.cluster, password);
  const server = found ?? (await launch(files, password, durable, rootOptions));
  const isOurs = !found || !(await hasLiveOwner(files.owner));
  if (isOurs) await takeOwnership(files.owner);
  const applicationUrl = await applicationUrlOn(server, password, files).catch(async (error: Error) => {
    if (isOurs) await stopIfStillOurs(files, server);
    throw error;
  });
  return {
    url: urlOf(server, password),
    applicationUrl,
    adopted: found !== undefined,
    stop: async () => {
      if (isOurs) await holdingLock(files.lock, () => stopIfStillOurs(files, server));
    },
  };
}

async function launch(
  files: EmbeddedFiles,
  password: string,
  durable: boolean,
  { userNamespace, sharedRoot }: RootOptions,
): Promise<Server> {
  const native = await installedPostgres();
  const mustReach = [programIn(native, 'postgres'), files.dataDir];
  const account = await accountFor(files.cluster, mustReach, { userNamespace });
  const programs = await reachablePrograms(native, account, sharedRoot);
  const cluster = await clusterFor(files, { account, programs, password, durable, sharedRoot });
  return launchServer({ cluster, programs, account, password, durable, log: files.log });
}

async function stopIfStillOurs(files: EmbeddedFiles, server: Server): Promise<void> {
  if (!(await isOwnedByThisProcess(files.owner))) return;
  await stopServer(server);
  await giveUpOwnership(files.owner);
}
