import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';

const REQUESTS = 500;
const ANSWER_LIMIT_MS = 12_000;
const WRITERS = 20;
const READ = `query ($id: ID!) { portfolio(id: $id) { name owner { fullName } loans(first: 2) { nodes { loanId } }
  analytics { summary { totalExposure } covenants { totalBreaches } } } }`;
const WRITE = `mutation ($id: ID!, $input: UpdatePortfolioInput!) {
  updatePortfolio(id: $id, input: $input) { version owner { fullName } analytics { summary { totalExposure } } } }`;

describe('ten connections', () => {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let token: string;
  let ids: string[];
  beforeAll(async () => {
    const { a } = await seedIdentity(database);
    token = await server.signIn('a.portfolio_manager', PASSWORD);
    ids = await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, WRITERS);
  });

  const updates = () =>
    database.query("select from audit_logs where action = 'UPDATE' and entity_type = 'Portfolio'");

  test('answer 500 requests at once, or say that they are busy', async () => {
    const startedAt = performance.now();
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, (_, n) => {
        const id = ids[n % ids.length];
        return n % 3 === 0
          ? server.ask(WRITE, { id, input: { description: `change ${n}` } }, token)
          : server.ask(READ, { id }, token);
      }),
    );
    expect(performance.now() - startedAt).toBeLessThan(ANSWER_LIMIT_MS);
    const statuses = answers.map(({ status }) => status);
    expect(new Set([...statuses, 200, 503])).toEqual(new Set([200, 503]));
    expect(statuses).toContain(200);
    const written = answers.filter(({ status, body }) => status === 200 && body.data.updatePortfolio);
    expect(await updates()).toHaveLength(written.length);
    expect((await server.ask(READ, { id: ids[0] }, token)).status).toBe(200);
  });

  test('let one of 20 writers on one version win', async () => {
    const made = await server.ask('mutation { createPortfolio(input: { name: "One" }) { id } }', {}, token);
    const before = (await updates()).length;
    const answers = await Promise.all(
      Array.from({ length: WRITERS }, (_, n) => {
        const input = { description: `writer ${n}`, expectedVersion: 1 };
        return server.ask(WRITE, { id: made.body.data.createPortfolio.id, input }, token);
      }),
    );
    const outcomes = answers.map(({ body }) => body.errors?.[0].extensions.code ?? 'won').sort();
    expect(outcomes).toEqual([...Array(WRITERS - 1).fill('CONFLICT'), 'won']);
    expect(await updates()).toHaveLength(before + 1);
  });
});
