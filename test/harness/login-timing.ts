// Prints how long a refused sign-in takes, by what is wrong with it. A clock is no test: whether the work and the
// statements are the same is tested in test/subgraphs/identity/login/indistinguishable.test.ts.
//
//   npm run build && node test/harness/login-timing.ts [attempts]

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Served, serve } from '../faults/support/served.ts';

const ATTEMPTS = Number(process.argv[2] ?? 15);
const PASSWORD = 'Correct-horse-1';
const FAILURES_THAT_LOCK = 5;

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { expiresIn } }';
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { id } }';
const DEACTIVATE = 'mutation ($id: ID!) { updateUser(id: $id, input: { isActive: false }) { id } }';

const login = (server: Served, usernameOrEmail: string, password: string) =>
  server.ask(LOGIN, { input: { usernameOrEmail, password } });

async function register(server: Served, token: string, username: string): Promise<string> {
  const { body: viewer } = await server.ask('{ me { organization { id } } }', {}, token);
  const place = { role: 'VIEWER', organizationId: viewer.data.me.organization.id };
  const input = { username, email: `${username}@example.test`, password: PASSWORD, ...place };
  const { body } = await server.ask(REGISTER, { input }, token);
  return body.data.register.id;
}

/** What is wrong → a sign-in that fails for it. Each wrong password is for another user: five would lock one. */
async function prepare(server: Served): Promise<Record<string, (attempt: number) => Promise<unknown>>> {
  const token = await server.signIn();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) await register(server, token, `known-${attempt}`);
  await register(server, token, 'locked');
  for (let failure = 0; failure < FAILURES_THAT_LOCK; failure++) await login(server, 'locked', 'wrong');
  const id = await register(server, token, 'inactive');
  await server.ask(DEACTIVATE, { id }, token);
  return {
    'unknown user': (attempt) => login(server, `nobody-${attempt}`, PASSWORD),
    'wrong password': (attempt) => login(server, `known-${attempt}`, 'wrong'),
    'locked, right password': () => login(server, 'locked', PASSWORD),
    'deactivated, right password': () => login(server, 'inactive', PASSWORD),
  };
}

function median(times: number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) /
    2
  );
}

async function measure(server: Served): Promise<void> {
  const cases = await prepare(server);
  const times: Record<string, number[]> = {};
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const [name, attemptIt] of Object.entries(cases)) {
      const began = performance.now();
      await attemptIt(attempt);
      times[name] = [...(times[name] ?? []), performance.now() - began];
    }
  }
  const reference = median(times['unknown user'] ?? []);
  for (const [name, measured] of Object.entries(times)) {
    const ms = median(measured);
    console.log(
      `${name.padEnd(30)} median ${ms.toFixed(1)} ms   ${(ms / reference).toFixed(3)} of an unknown user`,
    );
  }
}

const dataDir = await mkdtemp(join(tmpdir(), 'riskgraph-timing-'));
const server = await serve('', { DATA_DIR: dataDir });
try {
  await measure(server);
} finally {
  await server.end('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
}
