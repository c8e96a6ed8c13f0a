import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { esgSchema } from '../../examples/subgraph/schema.ts';
import { esgServer } from '../../examples/subgraph/server.ts';
import { composeWith } from '../../src/cli/schema-compose.ts';
import { serve } from '../faults/support/served.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { type GraphClient, graphClient } from '../support/graph-client.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';
import { missingRouter, startRouter } from './processes/router.ts';

const missing = missingRouter();
if (missing)
  process.stderr.write(`SKIPPED: another team's subgraph behind the router: ${missing} is not installed.\n`);

const ROUTER_SECRET = 'a secret of the router, of 32 bytes and more';
const OURS = ['identity', 'credit', 'reporting', 'node'];

(missing ? describe.skip : describe)("another team's subgraph behind the router", () => {
  const database = useTestDatabase();
  const ends: (() => Promise<unknown>)[] = [];
  let client: GraphClient;
  let portfolioId: string;

  beforeAll(async () => {
    const { a } = await seedIdentity(database);
    [portfolioId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
    const directory = await mkdtemp(join(tmpdir(), 'riskgraph-supergraph-'));
    ends.push(() => rm(directory, { recursive: true }));
    const supergraph = join(directory, 'supergraph.graphql');
    await writeFile(supergraph, await composeWith({ esg: 'examples/subgraph/esg.graphql' }));
    // All of ours in one process, which answers for each of them.
    const ours = await serve(database.url, { SUBGRAPHS: OURS.join(','), ROUTER_SECRET });
    ends.push(() => ours.end('SIGTERM'));
    const esg = await startEsg();
    const urls = { ...Object.fromEntries(OURS.map((name) => [name, ours.url])), esg };
    const url = await startRouter(urls, ROUTER_SECRET, (stop) => ends.push(stop), { SUPERGRAPH: supergraph });
    client = graphClient(() => url);
  }, 120_000);
  afterAll(async () => {
    for (const stop of ends.reverse()) await stop();
  });

  async function startEsg(): Promise<string> {
    const assessments = new Map([[portfolioId, { score: 71, note: 'Sound.', source: 'assessor-a' }]]);
    const server = esgServer(await esgSchema(assessments), ROUTER_SECRET).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const BOOK =
    'query ($id: ID!) { portfolio(id: $id) { name esgScore esgNote loanCount owner { username } } }';

  it('adds its fields to the portfolios that a viewer may see, in one request', async () => {
    const token = await client.signIn('a.analyst', PASSWORD);
    const { body } = await client.ask(BOOK, { id: portfolioId }, token);
    expect(body.data).toEqual({
      portfolio: {
        ...{ name: 'Portfolio 0001', esgScore: 71, esgNote: 'Sound.', loanCount: 3 },
        owner: { username: 'a.portfolio_manager' },
      },
    });
  });

  it('is asked for none that the viewer may not see', async () => {
    const token = await client.signIn('b.analyst', PASSWORD);
    const { body } = await client.ask(BOOK, { id: portfolioId }, token);
    expect([body.data, body.errors]).toEqual([{ portfolio: null }, undefined]);
  });

  it('shows no client what is for other subgraphs alone', async () => {
    const { status, body } = await client.ask('{ portfolios { nodes { esgSource } } }');
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });
});
