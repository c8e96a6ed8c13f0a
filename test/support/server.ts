import pg from 'pg';

export const TEMPLATE = 'riskgraph_test_template';
/** As whom the tests' application works. */
export const APPLICATION = 'riskgraph_test_application';

/** A database of the test server, as the owner of everything in it. */
export const ownerUrlOf = (database: string): string => {
  const url = new URL(process.env.TEST_SERVER_URL as string);
  url.pathname = database;
  return url.href;
};

/** The same as the application, which has the rights that the owner gave it in the template. */
export const applicationUrlOf = (database: string): string => {
  const url = new URL(ownerUrlOf(database));
  url.username = APPLICATION;
  url.password = process.env.TEST_APPLICATION_PASSWORD as string;
  return url.href;
};

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
