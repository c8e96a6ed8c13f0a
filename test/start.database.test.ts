import { randomBytes } from 'node:crypto';
import { SettingsError } from '../src/environment.ts';
import { readSettings } from '../src/settings.ts';
import { start } from '../src/start.ts';
import { useTestDatabase } from './support/database.ts';

const PASSWORD = 'Correct-horse-1';
const OLD = randomBytes(32).toString('hex');
const NEW = randomBytes(32).toString('hex');
const LOGIN = `mutation { login(input: { usernameOrEmail: "root", password: "${PASSWORD}" }) { accessToken } }`;

const database = useTestDatabase();
beforeAll(() => database.query('truncate tenants, organizations, users cascade'));

/** Starts the program with these secrets, asks what `work` asks, and stops it. */
async function running<Result>(
  secrets: Record<string, string>,
  work: (ask: (query: string, token?: string) => Promise<Answer>) => Promise<Result>,
): Promise<Result> {
  const places = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, PORT: '0' };
  const account = { ADMIN_USERNAME: 'root', ADMIN_PASSWORD: PASSWORD, DEMO_DATA: 'false' };
  const server = await start(readSettings({ ...places, ...account, ...secrets }));
  try {
    return await work(async (query, token) => {
      const headers = {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      };
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as Answer;
    });
  } finally {
    await server.stop();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
type Answer = { data?: any; errors?: { message: string }[] };
const ME = '{ me { username } }';
const keyIdOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;

test('a secret is changed without signing anybody out, and dropped once its tokens are over', async () => {
  const before = await running({ JWT_SECRET: OLD }, async (ask) => (await ask(LOGIN)).data.login.accessToken);

  const during = await running({ JWT_SECRET: NEW, JWT_PREVIOUS_SECRET: OLD }, async (ask) => {
    expect((await ask(ME, before)).data.me.username).toBe('root');
    return (await ask(LOGIN)).data.login.accessToken;
  });
  expect(keyIdOf(during)).not.toBe(keyIdOf(before));

  await running({ JWT_SECRET: NEW }, async (ask) => {
    expect((await ask(ME, during)).data.me.username).toBe('root');
    expect((await ask(ME, before)).errors?.map(({ message }) => message)).toEqual([
      'The token is not valid.',
    ]);
  });
}, 120_000);

test('a start on an empty database says in the words of the settings what is wrong with ADMIN_PASSWORD', async () => {
  await database.query('truncate tenants, organizations, users cascade');
  const weak = { JWT_SECRET: NEW, ADMIN_PASSWORD: 'Summer2024!' };
  const fault = await running(weak, async () => null).catch((error: Error) => error);
  expect(fault).toEqual(
    new SettingsError('ADMIN_PASSWORD: Too common: it is among the first that are guessed.'),
  );
  expect(await database.query('select from users')).toEqual([]);
}, 120_000);

test('while it runs, what is over is deleted', async () => {
  await database.query('truncate tenants, organizations, users cascade');
  await running({ JWT_SECRET: NEW }, async (ask) => {
    await ask(LOGIN);
  });
  await database.query("update sessions set expires_at = now() - interval '91 days'");
  await running({ JWT_SECRET: NEW }, async () => {
    for (let wait = 0; wait < 200 && (await database.query('select from sessions')).length > 0; wait++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  expect(await database.query('select from sessions')).toEqual([]);
}, 120_000);

test('without demo data, the address leads to the playground', async () => {
  const places = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, PORT: '0' };
  const server = await start(readSettings({ ...places, JWT_SECRET: NEW, ADMIN_PASSWORD: PASSWORD }));
  const { status, headers } = await fetch(server.url, { redirect: 'manual' });
  await server.stop();
  expect([status, headers.get('location')]).toEqual([302, '/playground/']);
});
