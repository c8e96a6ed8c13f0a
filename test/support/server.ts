import pg from 'pg';

export const TEMPLATE = 'riskgraph_test_template';

/** Runs statements on the test server itself, outside any test's database. */
export async function onServer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: process.env.TEST_SERVER_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
