import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import express from 'express';
import { metricsRoutes } from '../../src/gateway/metrics-routes.ts';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';

const database = useTestDatabase();
const server = useTestServer(database);
let token: string;
beforeAll(async () => {
  await seedIdentity(database);
  token = await server.signIn('a.portfolio_manager', PASSWORD);
});

/** The value of a series, 0 where nothing was counted yet. */
async function countOf(series: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

/** How much a series grows while something happens. */
async function growthOf(series: string, work: () => Promise<unknown>): Promise<number> {
  const before = await countOf(series);
  await work();
  return (await countOf(series)) - before;
}

describe('what is measured', () => {
  const requests = (operation: string, outcome: string) =>
    `riskgraph_request_duration_seconds_count{operation="${operation}",outcome="${outcome}"}`;

  test.each<[string, string, () => Promise<unknown>]>([
    ['a request', requests('ad hoc', 'ok'), () => server.ask('{ me { id } }', {}, token)],
    ['a refused request', requests('ad hoc', 'refused'), () => server.ask('{ you }', {}, token)],
    [
      'an error by its code',
      'riskgraph_errors_total{code="GRAPHQL_VALIDATION_FAILED"}',
      () => server.ask('{ you }', {}, token),
    ],
    [
      'a limit',
      'riskgraph_limits_hit_total{limit="cost"}',
      () =>
        server.ask(
          '{ users(first: 100) { nodes { organization { users(first: 100) { nodes { organization { users(first: 100) { totalCount } } } } } } } }',
          {},
          token,
        ),
    ],
    [
      'a password that was wrong',
      'riskgraph_login_failures_total',
      () =>
        server.ask(
          'mutation { login(input: { usernameOrEmail: "a.viewer", password: "no" }) { tokenType } }',
        ),
    ],
  ])('%s', async (_, series, work) => {
    expect(await growthOf(series, work)).toBe(1);
  });

  test('statements, batches and connections', async () => {
    const work = () => server.ask('{ portfolios { nodes { owner { fullName } } } }', {}, token);
    expect(await growthOf('riskgraph_sql_duration_seconds_count{command="select"}', work)).toBeGreaterThan(0);
    expect(await growthOf('riskgraph_loader_batch_size_count', work)).toBeGreaterThan(0);
    expect(await countOf('riskgraph_pool_connections{state="most"}')).toBeGreaterThanOrEqual(10);
  });

  test('the event loop and the process', async () => {
    expect(await countOf('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(
      'nodejs_eventloop_lag_p99_seconds ',
    );
  });
});

describe('who may read it', () => {
  const TOKEN = 'a token of sixteen and more';
  /** The status for a caller from elsewhere, or from here by way of a proxy. */
  async function statusFor(shown: Record<string, string>, remote: boolean, wanted?: string): Promise<number> {
    const http = express().use(metricsRoutes(wanted)).listen(0, '0.0.0.0');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const elsewhere = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
    const host = remote && elsewhere ? elsewhere : '127.0.0.1';
    const proxied = remote && !elsewhere ? { 'x-forwarded-for': '192.0.2.1' } : {};
    const response = await fetch(`http://${host}:${port}/metrics`, { headers: { ...proxied, ...shown } });
    const text = await response.text();
    if (response.status !== 200) expect(text).not.toContain('riskgraph_');
    http.close();
    return response.status;
  }

  test.each<[string, number, Record<string, string>, boolean, string | undefined]>([
    ['this machine', 200, {}, false, undefined],
    ['this machine, with a token set', 200, {}, false, TOKEN],
    ['a proxy of this machine', 401, { 'x-forwarded-for': '192.0.2.1' }, false, undefined],
    ['a proxy that says so otherwise', 401, { forwarded: 'for=192.0.2.1' }, false, TOKEN],
    ['another machine', 401, {}, true, undefined],
    ['another machine without the token', 401, {}, true, TOKEN],
    [
      'another machine with a wrong token',
      401,
      { authorization: `Bearer ${TOKEN.replaceAll(' ', '-')}!` },
      true,
      TOKEN.replaceAll(' ', '-'),
    ],
    [
      'another machine with the token',
      200,
      { authorization: `Bearer ${TOKEN.replaceAll(' ', '-')}` },
      true,
      TOKEN.replaceAll(' ', '-'),
    ],
  ])('%s: %i', async (_, status, shown, remote, wanted) => {
    expect(await statusFor(shown, remote, wanted)).toBe(status);
  });
});
