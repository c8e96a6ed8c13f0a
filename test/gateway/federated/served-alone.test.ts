import { readFile } from 'node:fs/promises';
import { WebSocket } from 'ws';
import { seedPortfolios } from '../../support/book.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { tokenOf } from '../subscriptions/serve.ts';
import { asRouter, ROUTER_SECRET, streamAsRouter, useSubgraphs } from './as-router.ts';

const database = useTestDatabase();
let a: TenantFixture;
let portfolioId: string;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
  [portfolioId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
});

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }';
const input = { usernameOrEmail: 'a.viewer', password: PASSWORD };
const LOANS = 'query ($n: Int) { portfolios(first: $n) { nodes { name } } }';
const CHANGES = 'subscription ($id: ID!) { portfolioChanged(portfolioId: $id) { kind } }';
const authorization = () => `Bearer ${tokenOf(a.viewers.PORTFOLIO_MANAGER)}`;
const auditEntries = () => database.query('select action, request_id from audit_logs order by id');

describe('a subgraph that is served alone', () => {
  const identity = useSubgraphs(database, ['identity'], { rateLimitPerMinute: 2, loginLimitPerMinute: 3 });
  const credit = useSubgraphs(database, ['credit'], { rateLimitPerMinute: 2 });

  describe('to somebody who does not show the secret', () => {
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: LOGIN, variables: { input } });
    const form = new FormData();
    form.set('operations', body);
    form.set('map', '{}');

    it.each<[string, RequestInit]>([
      ['no secret', { method: 'POST', body, headers: json }],
      ['another', { method: 'POST', body, headers: { ...json, 'x-router-secret': 'x'.repeat(34) } }],
      [
        'a longer one',
        { method: 'POST', body, headers: { ...json, 'x-router-secret': `${ROUTER_SECRET}!` } },
      ],
      [
        'a part of it',
        { method: 'POST', body, headers: { ...json, 'x-router-secret': ROUTER_SECRET.slice(1) } },
      ],
      ['an upload', { method: 'POST', body: form, headers: { 'apollo-require-preflight': 'true' } }],
      ['an event stream', { method: 'POST', body, headers: { ...json, accept: 'text/event-stream' } }],
      ['a preflight', { method: 'OPTIONS', headers: { origin: 'https://bank.example' } }],
    ])('answers nothing, and does nothing: %s', async (_, request) => {
      const before = await auditEntries();
      const response = await fetch(`${identity.url}/graphql`, request);
      expect(response.status).toBe(403);
      expect(await response.json()).toEqual({
        errors: [{ message: 'This subgraph answers its router only.', extensions: { code: 'FORBIDDEN' } }],
      });
      expect(await auditEntries()).toEqual(before);
    });

    it('opens no WebSocket', async () => {
      const refused = await new Promise<number>((resolve, reject) => {
        const socket = new WebSocket(`${credit.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
        socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
        socket.on('open', () => reject(new Error('It is open.')));
      });
      expect(refused).toBe(403);
    });
  });

  it('tells the router what it is, whoever asks the router', async () => {
    const { body } = await asRouter(credit, '{ _service { sdl } }');
    expect(body.data._service.sdl).toBe(await readFile('schema/credit.graphql', 'utf8'));
  });

  it('has a pulse and measurements, and nothing for people', async () => {
    const statusOf = async (path: string) => (await fetch(`${credit.url}${path}`)).status;
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect([path, await statusOf(path)]).toEqual([path, 200]);
    for (const path of ['/', '/playground/', '/reports/Loans.csv'])
      expect([path, await statusOf(path)]).toEqual([path, 404]);
  });

  it('answers its own fields, by its own rules', async () => {
    const anonymous = await asRouter(credit, LOANS);
    expect(anonymous.body).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    const { body } = await asRouter(credit, LOANS, {}, { authorization: authorization() });
    // What a request costs, a client is told by the router.
    expect(body).toEqual({ data: { portfolios: { nodes: [{ name: 'Portfolio 0001' }] } } });
    const foreign = await asRouter(credit, '{ me { id } }', {}, { authorization: authorization() });
    expect(foreign.body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('counts sign-ins, which come as clients send them, and no requests, of which one may be many', async () => {
    for (let n = 0; n < 5; n += 1)
      expect((await asRouter(credit, LOANS, {}, { authorization: authorization() })).status).toBe(200);
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await asRouter(identity, LOGIN, { input })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('keeps the id that the router gave its client’s request, on record too', async () => {
    const headers = { authorization: authorization(), 'x-request-id': 'client-request:1' };
    const UPDATE = 'mutation ($id: ID!) { updatePortfolio(id: $id, input: { name: "Renamed" }) { id } }';
    const { headers: shown } = await asRouter(credit, UPDATE, { id: portfolioId }, headers);
    expect(shown.get('x-request-id')).toBe('client-request:1');
    expect((await auditEntries()).at(-1)).toEqual({ action: 'UPDATE', request_id: 'client-request:1' });
  });

  it.each(['x'.repeat(65), 'two words', '<script>'])('takes %s for no id', async (id) => {
    const { headers } = await asRouter(credit, LOANS, {}, { 'x-request-id': id });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('gives longer pages where the router says that its client’s document is a trusted one', async () => {
    const ask = (n: number, more = {}) =>
      asRouter(credit, LOANS, { n }, { authorization: authorization(), ...more });
    const trusted = { 'x-trusted-document': 'sha256:0' };
    expect((await ask(101)).body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect((await ask(1_000, trusted)).body.errors).toBeUndefined();
    expect((await ask(1_001, trusted)).body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('runs nothing but trusted documents for a key that may run no others, as the router says', async () => {
    const make = `mutation { createApiKey(input: { name: "tool", role: PORTFOLIO_MANAGER, persistedOnly: true }) { secret } }`;
    const made = await asRouter(identity, make, {}, { authorization: authorization() });
    const key = { 'x-api-key': made.body.data.createApiKey.secret };
    const { body } = await asRouter(credit, LOANS, {}, key);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } }] });
    const trusted = await asRouter(credit, LOANS, {}, { ...key, 'x-trusted-document': 'sha256:0' });
    expect(trusted.body.data.portfolios.nodes).toHaveLength(1);
    const changes = (headers: Record<string, string>) =>
      streamAsRouter(credit, CHANGES, { id: portfolioId }, headers);
    expect(await changes(key)).toContain('PERSISTED_QUERY_REQUIRED');
    expect(await changes({ ...key, 'x-trusted-document': 'sha256:0' })).toMatch(
      /^200 text\/event-stream.*\n:\n/,
    );
  });

  it('refuses what costs more than a client may ask for', async () => {
    const query =
      '{ portfolios(first: 100) { nodes { loans(first: 100) { nodes { portfolio { name } } } } } }';
    const { status, body } = await asRouter(credit, query, {}, { authorization: authorization() });
    expect([status, body.data, body.errors[0].extensions.code]).toEqual([400, undefined, 'COST_EXCEEDED']);
  });

  it('begins a subscription for the router, over a WebSocket and as an event stream', async () => {
    const socket = new WebSocket(`${credit.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { 'x-router-secret': ROUTER_SECRET, authorization: authorization() },
    });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    const first = await new Promise((resolve) => socket.once('message', (text) => resolve(String(text))));
    expect(first).toContain('connection_ack');
    socket.close();

    const stream = await streamAsRouter(
      credit,
      CHANGES,
      { id: portfolioId },
      { authorization: authorization() },
    );
    expect(stream).toMatch(/^200 text\/event-stream.*\n:\n/);
  });
});

describe('a server for everyone', () => {
  const server = useTestServer(database);

  it('believes nobody who speaks as a router does', async () => {
    const headers = {
      authorization: authorization(),
      'x-trusted-document': 'sha256:0',
      'x-request-id': 'mine',
    };
    const { body, headers: shown } = await asRouter(server, LOANS, { n: 1_000 }, headers);
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(shown.get('x-request-id')).not.toBe('mine');
  });

  it('answers nothing that is for routers', async () => {
    const { body } = await asRouter(
      server,
      '{ _service { sdl } _entities(representations: []) { __typename } }',
    );
    expect(body.errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });
});
