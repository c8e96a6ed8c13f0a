import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrateAsOwner } from '../../src/open-database.ts';
import {
  type Account,
  accountFor,
  commandAs,
  processOptions,
} from '../../src/platform/database/embedded/account.ts';
import { installedPostgres, programIn } from '../../src/platform/database/embedded/binaries.ts';

const OWNER = 'owner';
const APPLICATION = 'application';
const START_LIMIT_MS = 30_000;

/** A PostgreSQL of a test file's own. */
export interface TestPostgres {
  /** As the application; the same over all stops and starts. */
  readonly url: string;
  readonly ownerUrl: string;
  start(): Promise<void>;
  /** At once, as a crash would. */
  kill(): Promise<void>;
  /** Not a word from it any more, with all connections open. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Rows of a statement of the owner's. */
  query<Row = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<Row[]>;
}

/** A primary and a standby that streams from it. */
export interface Replicated {
  primary: TestPostgres;
  standby: TestPostgres;
}

/**
 * Real servers: those of the PostgreSQL that npm installed, or of the installation that `TEST_POSTGRES` names
 * (`/usr/lib/postgresql/15`). The standby begins as a copy of the primary's data from before its first start.
 */
export function useReplicatedServers(): Replicated {
  const servers = {} as Replicated;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'riskgraph-replicas-'));
    await chmod(directory, 0o755);
    const programs = process.env.TEST_POSTGRES ?? (await installedPostgres());
    const account = await accountFor(directory, [programIn(programs, 'postgres')], { userNamespace: true });
    const place = { directory, programs, account };
    await initialise(place);
    servers.primary = await serverIn(place, 'primary');
    servers.standby = await serverIn(place, 'standby');
    await follow(place, new URL(servers.primary.ownerUrl).port);
    await Promise.all([servers.primary.start(), servers.standby.start()]);
    await prepare(servers.primary);
  }, 120_000);
  afterAll(async () => {
    for (const server of Object.values(servers)) await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  return servers;
}

interface Place {
  directory: string;
  programs: string;
  account: Account;
}

async function initialise({ directory, programs, account }: Place): Promise<void> {
  if (account.uid) await chown(directory, account.uid, account.gid ?? account.uid);
  const options = ['--username', OWNER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const [command, args] = commandAs(account, programIn(programs, 'initdb'), [
    '-D',
    join(directory, 'primary'),
    ...options,
  ]);
  await promisify(execFile)(command, args, processOptions(account));
  const [copy, paths] = commandAs(account, 'cp', [
    '-a',
    join(directory, 'primary'),
    join(directory, 'standby'),
  ]);
  await promisify(execFile)(copy, paths, processOptions(account));
}

async function follow({ directory }: Place, port: string): Promise<void> {
  await writeFile(join(directory, 'standby', 'standby.signal'), '');
  const conninfo = `host=127.0.0.1 port=${port} user=${OWNER}`;
  await appendFile(join(directory, 'standby', 'postgresql.conf'), `primary_conninfo = '${conninfo}'\n`);
}

/** The tables as their owner made them, with their rights. */
async function prepare({ url, ownerUrl, query }: TestPostgres): Promise<void> {
  await query(`create role ${APPLICATION} login`);
  await migrateAsOwner({ url, ownerUrl, leave: async () => {} });
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  wal_keep_size: '256MB',
  // A standby that was away asks again soon.
  wal_retrieve_retry_interval: '100ms',
  hot_standby_feedback: 'on',
  // Whoever reads what is to be replayed waits no longer than this.
  max_standby_streaming_delay: '100ms',
};

async function serverIn(place: Place, name: string): Promise<TestPostgres> {
  const port = await freePort();
  const data = join(place.directory, name);
  const urlAs = (user: string) => `postgresql://${user}@127.0.0.1:${port}/postgres`;
  const postmaster = async () =>
    Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const query: TestPostgres['query'] = async (statement, parameters = []) => {
    const client = new pg.Client({ connectionString: urlAs(OWNER) });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(statement, parameters)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    url: urlAs(APPLICATION),
    ownerUrl: urlAs(OWNER),
    query,
    async start() {
      const settings = Object.entries({ ...SETTINGS, port }).flatMap(([key, value]) => [
        '-c',
        `${key}=${value}`,
      ]);
      const program = programIn(place.programs, 'postgres');
      const [command, args] = commandAs(place.account, program, ['-D', data, ...settings]);
      const child = spawn(command, args, { ...processOptions(place.account), stdio: 'ignore' });
      await once(child, 'spawn');
      await eventually(() => query('select'));
    },
    async kill() {
      const pid = await postmaster().catch(() => null);
      if (pid === null) return;
      process.kill(pid, 'SIGQUIT');
      await eventually(() =>
        readFile(join(data, 'postmaster.pid')).then(
          () => Promise.reject(),
          () => true,
        ),
      );
    },
    freeze: async () => signalAll(await postmaster(), 'SIGSTOP'),
    thaw: async () => signalAll(await postmaster(), 'SIGCONT'),
  };
}

/** To the whole server: its first process, and all that this one began. */
async function signalAll(postmaster: number, signal: NodeJS.Signals): Promise<void> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(postmaster)]);
  for (const pid of [postmaster, ...stdout.split(/\s+/).filter(Boolean).map(Number)])
    process.kill(pid, signal);
}

async function eventually<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const endsAt = performance.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (fault) {
      if (performance.now() > endsAt) throw fault;
      await sleep(20);
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
