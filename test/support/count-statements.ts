import type { MikroORM } from '@mikro-orm/postgresql';
import { keptResultsOf } from '../../src/platform/results/results-of-database.ts';

interface Client {
  query(...args: unknown[]): unknown;
}
interface Pool {
  connect(): Promise<Client>;
}

/**
 * The text of every statement that reaches the database while `work` runs, `begin` and `commit` included,
 * in their order; count them or look at them. What it leaves behind it to find out which results are kept counts, too.
 */
export async function statementsDuring(orm: MikroORM, work: () => Promise<unknown>): Promise<string[]> {
  const settled = async () => keptResultsOf(orm.em)?.settled();
  await settled();
  const pool = (await orm.em.getDriver().getConnection().getNativeClient()) as unknown as Pool;
  const statements: string[] = [];
  const watched: Client[] = [];
  const connect = pool.connect;
  pool.connect = async () => {
    const client = await connect.call(pool);
    if (!watched.includes(client)) {
      watched.push(client);
      watch(client, statements);
    }
    return client;
  };
  try {
    await work();
    await settled();
  } finally {
    pool.connect = connect;
    for (const client of watched) unwatch(client);
  }
  return statements;
}

function watch(client: Client, statements: string[]): void {
  const query = client.query;
  client.query = (...args) => {
    statements.push(textOf(args[0]));
    return query.apply(client, args);
  };
}

/** The method of the class comes back once the instance has none of its own. */
const unwatch = (client: Client) => Reflect.deleteProperty(client, 'query');

const textOf = (statement: unknown) =>
  typeof statement === 'string' ? statement : String((statement as { text?: string } | undefined)?.text);
