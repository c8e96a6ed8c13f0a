import {
  DeadlockException,
  type SqlEntityManager,
  UniqueConstraintViolationException,
} from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { rollupDrift } from '../../../../../src/subgraphs/credit/analytics/rollup/rollup-drift.rows.ts';
import { creditDb } from '../../../../../src/subgraphs/credit/entities.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, contextOf, type Lender } from '../book.ts';
import { anyBook, type RandomLoan } from '../random-book.ts';

/** A write as users and imports make them, on the portfolio of this place. */
type Write =
  | { kind: 'insert' | 'upsert'; loans: RandomLoan[] }
  | { kind: 'update'; loans: RandomLoan[]; part: number }
  | { kind: 'touch' | 'delete' | 'move'; part: number }
  /** One loan, as users write them. */
  | { kind: 'reprice' | 'repay'; cents: number }
  /** Two borrowers change places: no total says so. */
  | { kind: 'swap' };
interface Work {
  place: number;
  writes: Write[];
  /** Whether it locks its portfolio first, as every writer of the house does; SQL by hand may not. */
  isLocking: boolean;
  isRolledBack: boolean;
}

const part = fc.integer({ min: 1, max: 5 });
const anyWrite: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constantFrom('insert' as const, 'upsert' as const), loans: anyBook }),
  fc.record({
    kind: fc.constant('update' as const),
    loans: fc.array(anyBook, { maxLength: 1 }).map((books) => books.flat()),
    part,
  }),
  fc.record({ kind: fc.constantFrom('touch' as const, 'delete' as const, 'move' as const), part }),
  fc.record({
    kind: fc.constantFrom('reprice' as const, 'repay' as const),
    cents: fc.integer({ min: 0, max: 999 }),
  }),
  fc.constant({ kind: 'swap' as const }),
);
const anyWork: fc.Arbitrary<Work> = fc.record({
  place: fc.integer({ min: 0, max: 2 }),
  writes: fc.array(anyWrite, { minLength: 1, maxLength: 5 }),
  isLocking: fc.boolean(),
  isRolledBack: fc.boolean(),
});

const COLUMNS = [
  ...['borrower', 'borrower_group', 'amount', 'rate', 'sector', 'country', 'credit_rating', 'status'],
  ...['maturity_date', 'debt_to_equity', 'interest_coverage', 'leverage_ratio'],
];
const names = COLUMNS.join(', ');

const db = useTestDatabase();
let lender: Lender;
let portfolios: string[];
beforeAll(async () => {
  lender = await addLender(db, 'roller');
  portfolios = [
    await addPortfolio(db, lender),
    await addPortfolio(db, lender),
    await addPortfolio(db, lender),
  ];
});

const drift = () => rollupDrift(creditDb(contextOf(db, lender)));

/** Loans come under the same number from several places: two unlocked writers, or a move, may be refused. */
const REFUSALS = [DeadlockException, UniqueConstraintViolationException];

/** Each work in a transaction of its own. What is refused is rolled back, and must leave no trace either. */
async function carryOut({ place, writes, isLocking, isRolledBack }: Work): Promise<void> {
  const key = portfolios[place];
  await db.orm.em
    .fork()
    .transactional(async (em) => {
      if (isLocking) {
        await em.execute('update portfolios set data_version = data_version + 1 where id = ?', [key]);
      }
      for (const write of writes) await em.execute(...statementOf(write, key as string));
      if (isRolledBack) throw new Error('as asked');
    })
    .catch((error: Error) => {
      const isExpected = error.message === 'as asked' || REFUSALS.some((refusal) => error instanceof refusal);
      if (!isExpected) throw error;
    });
}

function statementOf(write: Write, key: string): [string, unknown[]] {
  const among = '(id % 5) < ?';
  switch (write.kind) {
    case 'insert':
      return [
        `insert into loans (tenant_id, portfolio_id, loan_id, ${names})
         select ?, ?, gen_random_uuid()::text, ${names} from json_populate_recordset(null::loans, ?)`,
        [lender.tenantKey, key, JSON.stringify(write.loans)],
      ];
    case 'upsert':
      return [
        `insert into loans (tenant_id, portfolio_id, loan_id, ${names})
         select ?, ?, 'L-' || row_number() over (), ${names} from json_populate_recordset(null::loans, ?)
         on conflict (portfolio_id, loan_id) do update set (${names}) = (select ${COLUMNS.map((name) => `excluded.${name}`).join(', ')})`,
        [lender.tenantKey, key, JSON.stringify(write.loans)],
      ];
    case 'update':
      return [
        `update loans set (${names}) = (select ${COLUMNS.map((name) => `n.${name}`).join(', ')}
           from json_populate_recordset(loans, ?) n limit 1)
         where portfolio_id = ? and ${among} and ? > 0`,
        [JSON.stringify(write.loans), key, write.part, write.loans.length],
      ];
    case 'touch':
      return [`update loans set updated_at = now() where portfolio_id = ? and ${among}`, [key, write.part]];
    case 'delete':
      return [`delete from loans where portfolio_id = ? and ${among}`, [key, write.part]];
    case 'move':
      return [
        `update loans set portfolio_id = (select id from portfolios where id <> ? order by id limit 1), rate = rate + 0.0001
         where portfolio_id = ? and ${among}`,
        [key, key, write.part],
      ];
    case 'reprice':
      return [
        `update loans set rate = ?::numeric / 100 where id = (select min(id) from loans where portfolio_id = ?)`,
        [write.cents, key],
      ];
    case 'repay':
      return [
        `update loans set amount = ?::numeric / 100 + 0.01 where id = (select max(id) from loans where portfolio_id = ?)`,
        [write.cents, key],
      ];
    case 'swap':
      return [
        `update loans l set amount = o.amount from loans o, (
           select min(id) as first, max(id) as last from loans where portfolio_id = ?) ends
         where (l.id = ends.first and o.id = ends.last) or (l.id = ends.last and o.id = ends.first)`,
        [key],
      ];
  }
}

test('rollups say what the loans say, after whatever writes, many at once among them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyWork, { minLength: 1, maxLength: 24 }), async (works) => {
      const writers = [0, 1, 2, 3].map(async (writer) => {
        for (const [index, work] of works.entries()) if (index % 4 === writer) await carryOut(work);
      });
      await Promise.all(writers);
      expect(await drift()).toEqual([]);
    }),
    { numRuns: 40 },
  );
  const [{ loans }] = (await db.query('select count(*)::int as loans from loans')) as [{ loans: number }];
  expect(loans).toBeGreaterThan(0);
}, 300_000);

test('a portfolio takes its rollups with it, and leaves no empty group', async () => {
  const key = await addPortfolio(db, lender, [{ borrower: 'Gone' }, { borrower: 'Stays' }]);
  const groups = () =>
    db.query("select key from loan_rollups where portfolio_id = ? and dimension = 'BORROWER' order by key", [
      key,
    ]);
  await db.query("delete from loans where portfolio_id = ? and borrower = 'Gone'", [key]);
  expect(await groups()).toEqual([{ key: 'Stays' }]);
  await db.query('delete from portfolios where id = ?', [key]);
  expect(await groups()).toEqual([]);
  expect(await drift()).toEqual([]);
});

test('a plan that was made for one loan does for ten thousand', async () => {
  const key = await addPortfolio(db, lender, [{ borrower: 'First' }]);
  await db.orm.em.fork().transactional(async (em) => {
    await em.execute("set local statement_timeout = '20s'");
    for (const sector of ['A', 'B']) {
      await em.execute('update loans set sector = ? where portfolio_id = ?', [sector, key]);
      await em.execute(
        `insert into loans (tenant_id, portfolio_id, loan_id, ${names})
         select tenant_id, portfolio_id, ? || n, ${names.replace('borrower,', "'B' || n % 1000,")}
         from loans, generate_series(1, 5000) n where loan_id = (select min(loan_id) from loans where portfolio_id = ?)`,
        [sector, key],
      );
    }
    await em.execute('update loans set rate = rate + 1, status = ? where portfolio_id = ?', [
      'DEFAULTED',
      key,
    ]);
    await em.execute('delete from loans where portfolio_id = ? and id % 2 = 0', [key]);
  });
  expect(await drift()).toEqual([]);
});

test('nor does one that was made when tables were all but empty read all groups for each step', async () => {
  const key = await addPortfolio(db, lender, [{ borrower: 'First' }]);
  const insert = (loans: number) => `
    insert into loans (tenant_id, portfolio_id, loan_id, ${names})
    select tenant_id, portfolio_id, gen_random_uuid()::text, ${names.replace('borrower,', "'B' || n,").replace('amount,', '1000 * n,')}
    from loans, generate_series(1, ${loans}) n where borrower = 'First' and portfolio_id = ${key}`;
  await db.query('delete from loans where portfolio_id <> ?', [key]);
  await db.query('vacuum analyze loan_rollups, exposure_steps');
  await db.orm.em.fork().transactional(async (em) => {
    for (let n = 0; n < 8; n += 1) await em.execute(insert(1));
    await em.execute(insert(5_000));
    const reads = `select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows
      from pg_stat_xact_user_tables where relname = 'loan_rollups'`;
    const [{ rows }] = await em.execute<[{ rows: number }]>(reads);
    expect(rows).toBeLessThan(50_000);
  });
  expect(await drift()).toEqual([]);
});

test('two who change borrowers of one step count it one after the other, whatever the totals say', async () => {
  const key = await addPortfolio(db, lender, [
    { borrower: 'A', amount: '1' },
    { borrower: 'B', amount: '5' },
    { borrower: 'C', amount: '6' },
    { borrower: 'D', amount: '9' },
  ]);
  const set = (em: SqlEntityManager, borrower: string, amount: string) =>
    em.execute('update loans set amount = ? where borrower = ? and portfolio_id = ?', [
      amount,
      borrower,
      key,
    ]);
  let second: Promise<unknown> = Promise.resolve();
  await db.orm.em.fork().transactional(async (em) => {
    // As many loans, as large a sum, as large a sum of squares.
    await em.execute(
      `update loans set amount = case borrower when 'A' then 2 when 'B' then 3 else 7 end
       where borrower in ('A', 'B', 'C') and portfolio_id = ?`,
      [key],
    );
    second = set(db.orm.em.fork(), 'D', '7.50');
    await em.execute('select pg_sleep(0.3)');
  });
  await second;
  expect(await drift()).toEqual([]);
});

test.each([
  ['a group', "loan_rollups set exposure = exposure + 0.01 where dimension = 'SECTOR' and"],
  ['a total', 'portfolio_rollups set loans_in_breach = 7 where'],
  [
    'how a portfolio divides',
    'portfolio_rollups set borrower_group_squares = borrower_group_squares + 1 where',
  ],
  ['a step', 'exposure_steps set ranked_exposure = ranked_exposure + 0.01 where digits = 1 and'],
])('%s that was altered past the triggers is found, and rebuilt', async (_, change) => {
  const key = await addPortfolio(db, lender, [{ borrower: 'Acme', sector: 'Retail' }]);
  await db.query(`update ${change} portfolio_id = ?`, [key]);
  expect(await drift()).toEqual([{ portfolioKey: key, name: 'Book', differences: 2 }]);
  await db.query('select rebuild_rollups(?)', [key]);
  expect(await drift()).toEqual([]);
});
