import { setTimeout as sleep } from 'node:timers/promises';
import { createPortfolio } from './support/book.ts';
import { useHouse } from './support/house.ts';

const OUTAGE_MS = 3_000;
const RETURN_LIMIT_MS = 5_000;
const PORTFOLIOS = '{ portfolios { nodes { name } } }';

describe('a PostgreSQL that is away for three seconds', () => {
  const house = useHouse();
  const statusOf = async (path: string) => (await fetch(`${house.server.url}${path}`)).status;

  test('the process lives, says what is wrong, and serves soon after the return', async () => {
    const { server } = house;
    const token = await server.signIn();
    await createPortfolio(server, 'kept', token);
    await house.stopDatabase();
    const goneAt = performance.now();
    const refused = await Promise.all(Array.from({ length: 20 }, () => server.ask(PORTFOLIOS, {}, token)));
    for (const { status, body } of refused) {
      expect(status).toBe(503);
      expect(body.errors[0].extensions.code).toBe('SERVICE_UNAVAILABLE');
      expect(body.data ?? null).toBeNull();
    }
    expect(await statusOf('/healthz')).toBe(200);
    expect(await statusOf('/readyz')).toBe(503);
    await sleep(OUTAGE_MS - (performance.now() - goneAt));

    await house.startDatabase();
    const backAt = performance.now();
    while ((await server.ask(PORTFOLIOS, {}, token)).status !== 200) await sleep(50);
    while ((await statusOf('/readyz')) !== 200) await sleep(50);
    const returnMs = performance.now() - backAt;
    console.log(`served again ${Math.round(returnMs)} ms after PostgreSQL was back`);
    expect(returnMs).toBeLessThan(RETURN_LIMIT_MS);
    const { body } = await server.ask(PORTFOLIOS, {}, token);
    expect(body.data.portfolios.nodes).toEqual([{ name: 'kept' }]);
    expect(server.process.exitCode).toBeNull();
  });
});
