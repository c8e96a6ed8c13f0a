import { readSettings } from '../src/settings.ts';
import { type Running, start } from '../src/start.ts';
import { useTestDatabase } from './support/database.ts';

const ROUTER_SECRET = 'what only a router knows, 32 bytes';
const database = useTestDatabase();

describe('a start with SUBGRAPHS', () => {
  let running: Running;
  beforeAll(async () => {
    await database.query('truncate tenants, organizations, users cascade');
    const places = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, PORT: '0' };
    // What clients may send is decided at the edge: here it must not keep the router out.
    const policies = { DEMO_DATA: 'false', PERSISTED_DOCUMENTS: 'only' };
    running = await start(
      readSettings({ ...places, ...policies, SUBGRAPHS: 'reporting,node', ROUTER_SECRET }),
    );
  });
  afterAll(() => running?.stop());

  const ask = async (query: string, secret: string) => {
    const response = await fetch(`${running.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-router-secret': secret },
      body: JSON.stringify({ query }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
    return { status: response.status, body: (await response.json()) as any };
  };

  it('serves those that are named to the router, and nothing to anyone else', async () => {
    expect((await ask('{ _service { sdl } }', 'another')).status).toBe(403);
    const { body } = await ask('{ _service { sdl } }', ROUTER_SECRET);
    const { sdl } = body.data._service;
    expect(sdl).toMatch(/^ {2}documents\(/m);
    expect(sdl).toMatch(/^ {2}nodes\(/m);
    expect(sdl).not.toMatch(/^ {2}portfolios\(/m);
  });

  it('makes the first account all the same: whatever is served, the house is complete', async () => {
    expect(running.newAdminPassword).toBeTruthy();
    expect(await database.query('select username from users')).toEqual([{ username: 'admin' }]);
  });
});
