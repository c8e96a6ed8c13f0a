import pg from 'pg';
import { useHouse } from './support/house.ts';

const DEADLINE_MS = 10_000;
const GRACE_MS = 2_000;
const PORTFOLIOS = '{ portfolios { nodes { name } } }';
const CREATE = 'mutation { createPortfolio(input: { name: "too late" }) { id } }';

describe('a PostgreSQL that does not get on', () => {
  const house = useHouse();

  test.each([
    ['a query', PORTFOLIOS],
    ['a mutation', CREATE],
  ])('%s ends at its deadline, and nothing of it runs on or is written', async (_, document) => {
    const token = await house.server.signIn();
    const blocker = new pg.Client({ connectionString: house.databaseUrl });
    await blocker.connect();
    await blocker.query('begin; lock table portfolios in access exclusive mode');
    const startedAt = performance.now();
    const { status, body } = await house.server.ask(document, {}, token);
    const tookMs = performance.now() - startedAt;
    expect(status).toBe(504);
    expect(body.errors[0].extensions.code).toBe('DEADLINE_EXCEEDED');
    expect(tookMs).toBeGreaterThan(DEADLINE_MS - GRACE_MS);
    expect(tookMs).toBeLessThan(DEADLINE_MS + GRACE_MS);
    const waiting = await house.query("select from pg_stat_activity where wait_event_type = 'Lock'");
    expect(waiting).toEqual([]);
    await blocker.end();
    expect(await house.query("select from portfolios where name = 'too late'")).toEqual([]);
    expect((await house.server.ask(PORTFOLIOS, {}, token)).status).toBe(200);
  });

  test('backends that are frozen hold no request longer than that', async () => {
    const token = await house.server.signIn();
    await house.server.ask(PORTFOLIOS, {}, token);
    const backends = await house.query<{ pid: number }>(
      "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    for (const { pid } of backends) process.kill(pid, 'SIGSTOP');
    const startedAt = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => house.server.ask(PORTFOLIOS, {}, token)),
    );
    const tookMs = performance.now() - startedAt;
    for (const { pid } of backends) process.kill(pid, 'SIGCONT');
    expect(answers.every(({ status }) => [200, 503, 504].includes(status))).toBe(true);
    expect(answers.some(({ status }) => status === 504)).toBe(true);
    expect(tookMs).toBeLessThan(DEADLINE_MS + 2 * GRACE_MS);
    expect((await house.server.ask(PORTFOLIOS, {}, token)).status).toBe(200);
  });
});
