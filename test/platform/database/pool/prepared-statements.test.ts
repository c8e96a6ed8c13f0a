import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isOneOf, named, PREPARED } from '../../../../src/platform/database/pool/prepared-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';

const marked = (text: string) => named([`/* prepared */ ${text}`, []])[0];

test('a marked statement is named when it comes again, and keeps its name', () => {
  expect(marked('select 1')).toBe('/* prepared */ select 1');
  const { name } = marked('select 1') as { name: string };
  expect(name).toMatch(/^riskgraph_\d+$/);
  expect(marked('select 1')).toMatchObject({ name });
  marked('select 2');
  expect(marked('select 2')).not.toMatchObject({ name });
});

test('any other is left as it is', () => {
  const args = ['select 1', [], () => {}];
  expect([named(args), named(args)]).toEqual([args, args]);
});

test('whoever writes new statements all the time pushes the others out, but fills nothing', () => {
  for (let n = 0; n < 1_000; n++) marked(`select ${n} as number`);
  expect(marked('select 1')).toEqual(expect.any(String));
});

describe('a connection', () => {
  const database = useTestDatabase();
  const kysely = () => (database.orm.em.fork() as SqlEntityManager).getKysely();
  const preparedHere = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_prepared_statements`.execute(kysely());
    return rows[0]?.count ?? 0;
  };

  test('prepares what comes again', async () => {
    const ask = () => sql`${PREPARED}select ${'x'}::text as text`.execute(kysely());
    for (let time = 0; time < 3; time++) expect((await ask()).rows).toEqual([{ text: 'x' }]);
    expect(await preparedHere()).toBeGreaterThan(0);
  });

  /** Runs statements on one connection, and returns what it has prepared by then. */
  const preparedBy = (work: (run: (statement: RawBuilder<unknown>) => Promise<unknown>) => Promise<void>) =>
    database.orm.em.fork().transactional(async (em: SqlEntityManager) => {
      const transaction = em.getKysely<unknown>() as Kysely<unknown>;
      await work((statement) => statement.execute(transaction));
      return em.execute(
        'select statement, generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements',
      );
    });

  /** Large enough that ten rows cost more than a plan. */
  const LARGE_TABLE = sql`create temporary table books on commit drop as select n as id from generate_series(1, 20000) n`;

  test('plans one that finds a row by its key no more than a few times', async () => {
    const book = (key: string) => sql`${PREPARED}select b.id from books b where ${isOneOf(sql`b.id`, [key])}`;
    const prepared = await preparedBy(async (run) => {
      for (const step of [LARGE_TABLE, sql`alter table books add primary key (id)`, sql`analyze books`])
        await run(step);
      for (let n = 1; n <= 13; n += 1) await run(book(String(n)));
    });
    const [plans] = prepared.filter(({ statement }) => String(statement).includes('from books'));
    expect(plans).toMatchObject({ generic: 7, custom: 5 });
  });

  test('is given up once it holds more than come again', async () => {
    for (let n = 0; n < 700; n++) {
      const statement = sql`${PREPARED}select ${'x'}::text as ${sql.ref(`of_${n}`)}`;
      await statement.execute(kysely());
      await statement.execute(kysely());
    }
    expect(await preparedHere()).toBeLessThan(650);
  }, 60_000);

  test('is given up when a migration has changed what a prepared statement answers with', async () => {
    await database.query('create table changing (place int)');
    await database.query('insert into changing values (1)');
    await database.query(`grant all on changing to "${new URL(database.url).username}"`);
    const ask = () => sql`${PREPARED}select * from changing where place::text <> ${'0'}`.execute(kysely());
    for (let time = 0; time < 4; time++) expect((await ask()).rows).toEqual([{ place: 1 }]);
    await database.query('alter table changing alter place type text');
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, ask));
    expect(outcomes.map(({ status }) => status)).toContain('fulfilled');
    expect((await ask()).rows).toEqual([{ place: '1' }]);
  });
});
