import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { readSettings } from '../src/settings.ts';
import { start } from '../src/start.ts';
import { useTestDatabase } from './support/database.ts';

const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
const PASSWORD = 'Correct-horse-1';
const LOGIN = `mutation { login(input: { usernameOrEmail: "root", password: "${PASSWORD}" }) { accessToken } }`;
const CREATE = 'mutation { createPortfolio(input: { name: "Book" }) { id } }';
const NUMBERS = `{ portfolios { nodes { analytics { summary { totalLoans } covenants { loansInBreach } } } } }`;

const database = useTestDatabase();
beforeAll(() => database.query('truncate tenants, organizations, users cascade'));

test('a server that is started with a Redis leaves its finished numbers there, for its database alone', async () => {
  const places = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    PORT: '0',
    REDIS_URL: REDIS,
  };
  const account = { ADMIN_USERNAME: 'root', ADMIN_PASSWORD: PASSWORD, DEMO_DATA: 'false' };
  const server = await start(readSettings({ ...places, ...account }));
  const redis = new Redis(REDIS);
  try {
    let headers: Record<string, string> = { 'content-type': 'application/json' };
    const ask = async (query: string) => {
      const body = JSON.stringify({ query });
      const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
      // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
      const { data } = (await response.json()) as { data: any };
      return data;
    };
    const { login } = await ask(LOGIN);
    headers = { ...headers, authorization: `Bearer ${login.accessToken}` };
    await ask(CREATE);
    const answer = { summary: { totalLoans: 0 }, covenants: { loansInBreach: 0 } };
    for (const _ of ['computed', 'kept']) {
      expect(await ask(NUMBERS)).toEqual({ portfolios: { nodes: [{ analytics: answer }] } });
    }
    await sleep(200);
    const [{ name }] = (await database.query(
      "select system_identifier || '-' || oid as name from pg_control_system(), pg_database where datname = current_database()",
    )) as [{ name: string }];
    expect(await redis.keys(`riskgraph:result:${name}:*`)).toHaveLength(2);
  } finally {
    redis.disconnect();
    await server.stop();
  }
});
