import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { backendRunning } from './platform/database/pool/backends.ts';
import { TEST_SECRET } from './support/context.ts';
import { useTestDatabase } from './support/database.ts';

const PASSWORD = 'Signals-and-ends-1';
const STOP_LIMIT_MS = 15_000;
const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';
const TENANTS = '{ tenants(first: 1) { nodes { name } } }';

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
  ]);
}, 120_000);

test('a command whose reader has read enough ends well', async () => {
  const command = ['dist/src/cli.js', 'schema', 'print', 'credit'];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const complaints = child.stderr.toArray();
  const [code] = await once(child, 'exit');
  expect({ code, complaints: (await complaints).join('') }).toEqual({ code: 0, complaints: '' });
});

/** Signals to the program itself, on a database of the tests'. */
describe('a process that is told to stop', () => {
  const database = useTestDatabase();
  let child: ChildProcess;
  let url: string;
  let holder: pg.Client;
  beforeEach(async () => {
    child = spawn(process.execPath, ['dist/src/main.js'], {
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        DATABASE_OWNER_URL: database.ownerUrl,
        JWT_SECRET: TEST_SECRET,
        ADMIN_PASSWORD: PASSWORD,
        DEMO_DATA: 'false',
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    url = await saidUrl(child);
    holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
  }, 60_000);
  afterEach(async () => {
    await holder.end();
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });

  const ask = async (query: string, variables: object, token = '') => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
    return { status: response.status, body: (await response.json()) as any };
  };
  const signIn = async () => {
    const input = { usernameOrEmail: 'admin', password: PASSWORD };
    return (await ask(LOGIN, { input })).body.data.login.accessToken;
  };
  /** A request that waits for what somebody else holds. */
  const inFlight = async () => {
    const token = await signIn();
    await holder.query('begin; lock table tenants in access exclusive mode');
    const asked = ask(TENANTS, {}, token);
    asked.catch(() => {});
    await backendRunning(database, 'from tenants');
    return { asked };
  };

  it('finishes what it has begun, takes nothing new, and ends well', async () => {
    const { asked } = await inFlight();
    const exit = once(child, 'exit');
    const startedAt = performance.now();
    child.kill('SIGTERM');
    await sleep(500);
    await expect(ask(TENANTS, {})).rejects.toThrow('fetch failed');
    expect(child.exitCode).toBeNull();
    await holder.query('rollback');
    const { status, body } = await asked;
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(await exit).toEqual([0, null]);
    expect(performance.now() - startedAt).toBeLessThan(STOP_LIMIT_MS);
  });

  it('ends at once at the second signal, and not well', async () => {
    const { asked } = await inFlight();
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await sleep(500);
    child.kill('SIGTERM');
    expect(await exit).toEqual([1, null]);
    await expect(asked).rejects.toThrow();
  });
});

async function saidUrl({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout as NodeJS.ReadableStream })) {
    const [, found] = /GraphQL\s+(http\S+)\/graphql/.exec(line) ?? [];
    if (found) return found;
  }
  throw new Error('It did not start.');
}
