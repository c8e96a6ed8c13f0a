import { createPortfolio, importLoans, loansCsv } from './support/book.ts';
import { useHouse } from './support/house.ts';

const REQUESTS = 500;
const ANSWER_LIMIT_MS = 12_000;
const DASHBOARD = `query ($id: ID!) { portfolio(id: $id) { name analytics {
  summary { totalExposure } defaultRisk { expectedLoss } concentration { gini } covenants { totalBreaches } } } }`;
const UPDATE = `mutation ($id: ID!, $input: UpdatePortfolioInput!) { updatePortfolio(id: $id, input: $input) { version } }`;

describe('a crowd', () => {
  const house = useHouse();
  let token: string;
  let id: string;
  beforeAll(async () => {
    token = await house.server.signIn();
    id = await createPortfolio(house.server, 'crowded', token);
    await importLoans(house.server, id, loansCsv(5_000), token);
  });

  test('of 500 requests at once on ten connections: each is answered, or told to come back', async () => {
    const startedAt = performance.now();
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, (_, n) =>
        n % 5 === 0
          ? house.server.ask(UPDATE, { id, input: { description: `change ${n}` } }, token)
          : house.server.ask(DASHBOARD, { id }, token),
      ),
    );
    const tookMs = performance.now() - startedAt;
    const counts = new Map<number, number>();
    for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
    console.log(`500 requests in ${Math.round(tookMs)} ms: ${JSON.stringify(Object.fromEntries(counts))}`);
    expect([...counts.keys()].every((status) => [200, 503, 504].includes(status))).toBe(true);
    expect(counts.get(200)).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(ANSWER_LIMIT_MS);
    // What was acknowledged is there, once each.
    const acknowledged = answers.filter(({ status, body }) => status === 200 && body.data?.updatePortfolio);
    const [row] = await house.query(
      "select count(*)::int as entries from audit_logs where action = 'UPDATE' and changes ? 'description'",
    );
    expect(row).toEqual({ entries: acknowledged.length });
    expect((await house.server.ask(DASHBOARD, { id }, token)).status).toBe(200);
  });

  test('of 20 writers on one version: one wins', async () => {
    const portfolio = await createPortfolio(house.server, 'contended', token);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const input = { description: `writer ${n}`, expectedVersion: 1 };
        return house.server.ask(UPDATE, { id: portfolio, input }, token);
      }),
    );
    const outcome = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'won');
    expect(outcome.filter((word) => word === 'won')).toHaveLength(1);
    expect(outcome.filter((word) => word === 'CONFLICT')).toHaveLength(19);
    const entries = await house.query("select from audit_logs where action = 'UPDATE' and entity_id = $1", [
      portfolio,
    ]);
    expect(entries).toHaveLength(1);
  });
});
