import { type GraphContext, load } from '../../../../src/platform/graphql/context.ts';
import type { Loader } from '../../../../src/platform/graphql/loader.ts';
import type { Parented } from '../../../../src/platform/graphql/parented-loader.ts';
import { maturingMonthsLoader } from '../../../../src/subgraphs/credit/analytics/cash-flow/cash-flow.rows.ts';
import { breachedLoansByScope } from '../../../../src/subgraphs/credit/analytics/covenants/breached-loans.rows.ts';
import { complianceAggregatesLoader } from '../../../../src/subgraphs/credit/analytics/covenants/covenant-compliance.rows.ts';
import { limitsOf } from '../../../../src/subgraphs/credit/analytics/covenants/covenants.sql.ts';
import { healthAggregatesLoader } from '../../../../src/subgraphs/credit/analytics/health/health.rows.ts';
import { maturityCellsLoader } from '../../../../src/subgraphs/credit/analytics/maturity/maturity.rows.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { ask } from './ask.ts';
import { addLender, addPortfolio, contextOf, type Lender, type LoanRow, TODAY } from './book.ts';
import { metric } from './metric.ts';

const db = useTestDatabase();
const LOANS: LoanRow[] = [
  { amount: '70', credit_rating: 'BBB', leverage_ratio: '5', maturity_date: '2026-04-30' },
  { amount: '30', credit_rating: 'B', status: 'WATCH_LIST', borrower: 'Bolt', maturity_date: '2026-02-01' },
];
let lender: Lender;
let south: Lender;
let ours: string;
let theirs: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  south = await addLender(db, 'south');
  ours = await addPortfolio(db, lender, LOANS);
  theirs = await addPortfolio(db, south, [{ ...LOANS[0], amount: '999', borrower: 'Theirs' }]);
});

/** What holds for each of these metrics, whatever it computes. */
describe.each([
  ['covenants', 'covenants { totalBreaches loansInBreach breachedExposure untested { count } }'],
  [
    'maturity',
    'maturity { weightedAverageMonths pastMaturity { exposure } ladder { share } quarters { label } }',
  ],
  ['cashFlow', 'cashFlow(months: 3) { month interest principal total }'],
  ['health', 'health { score level performance quality concentration maturity }'],
])('%s', (name, fields) => {
  const numbersOf = async (args = {}, keys = [ours]) => {
    const { numbers, errors } = await metric(db, lender, keys, fields, args);
    expect(errors).toEqual([]);
    return numbers;
  };

  test('a filter that selects all, and a scenario without a shock, are none', async () => {
    const plain = await numbersOf();
    expect(await numbersOf({ filter: { amountFrom: '0', or: [] } })).toEqual(plain);
    expect(await numbersOf({ filter: {} })).toEqual(plain);
    expect(await numbersOf({ scenario: [] })).toEqual(plain);
  });
  test('a filter selects before anything is counted', async () => {
    const alone = await addPortfolio(db, lender, LOANS.slice(1));
    expect(await numbersOf({ filter: { borrower: ['Bolt'] } })).toEqual(await numbersOf({}, [alone]));
  });
  test('a filter that selects nothing, no portfolio and an empty one are the same', async () => {
    const empty = await numbersOf({}, [await addPortfolio(db, lender)]);
    expect(await numbersOf({ filter: { amountFrom: '71' } })).toEqual(empty);
    expect(await numbersOf({}, [])).toEqual(empty);
  });
  test('a scenario changes the numbers as it would change the book', async () => {
    const alone = await addPortfolio(db, lender, LOANS.slice(0, 1));
    const scenario = [{ removeLoan: { loanId: 'L-2' } }];
    expect(await numbersOf({ scenario })).toEqual(await numbersOf({}, [alone]));
  });
  test('50 portfolios cost what 2 cost: one statement', async () => {
    const many = await addLender(db, `many-${name}`);
    for (let n = 0; n < 50; n++) await addPortfolio(db, many, LOANS.slice(0, 1));
    const statementsFor = (inside: string, first: number) =>
      statementsDuring(db.orm, () =>
        ask(db, many, `{ portfolios(first: ${first}) { nodes { analytics { ${inside} } } } }`),
      );
    const withoutIt = await statementsFor('asOf', 50);
    expect(await statementsFor(fields, 2)).toHaveLength(withoutIt.length + 1);
    expect(await statementsFor(fields, 50)).toHaveLength(withoutIt.length + 1);
    const twice = `${fields} again: ${fields}`;
    expect(await statementsFor(twice, 50)).toHaveLength(withoutIt.length + 1);
  });
});

describe('who may see it', () => {
  const args = { asOf: TODAY, filter: null, scenario: [] };
  const limits = limitsOf(null);

  const seenBy = async <Args extends object, Value>(
    loader: Loader<Parented<Args>, Value>,
    ask: Args,
    keys: string[],
    viewer: Lender,
  ) => load(contextOf(db, viewer), loader, { parentKey: keys.join(' '), args: ask });

  async function expectWall<Args extends object, Value>(loader: Loader<Parented<Args>, Value>, ask: Args) {
    const forUs = await seenBy(loader, ask, [ours], lender);
    const forThem = await seenBy(loader, ask, [theirs], south);
    expect(await seenBy(loader, ask, [ours, theirs], lender)).toEqual(forUs);
    expect(await seenBy(loader, ask, [ours, theirs], south)).toEqual(forThem);
    expect(await seenBy(loader, ask, [theirs], lender)).toEqual(await seenBy(loader, ask, [], lender));
    expect(forUs).not.toEqual(forThem);
    const anonymous = { ...contextOf(db, lender), viewer: null };
    await expect(load(anonymous, loader, { parentKey: ours, args: ask })).rejects.toThrow('Sign in first.');
  }

  test('covenants', () => expectWall(complianceAggregatesLoader, { ...args, limits }));
  test('maturity', () => expectWall(maturityCellsLoader, args));
  test('cashFlow', () => expectWall(maturingMonthsLoader, args));
  test('health', () => expectWall(healthAggregatesLoader, args));
  test('breachedLoans', async () => {
    const question = { ...args, limits, covenants: ['LEVERAGE' as const], minBreaches: 1 };
    const listOf = async (context: GraphContext, keys: string[]) => {
      const list = breachedLoansByScope(context, question, keys.join(' '));
      const borrowers = (await list.readPage()).nodes.map(({ borrower }) => borrower);
      expect(await list.readTotalCount()).toBe(borrowers.length);
      return borrowers;
    };
    expect(await listOf(contextOf(db, lender), [ours, theirs])).toEqual(['Acme']);
    expect(await listOf(contextOf(db, south), [ours, theirs])).toEqual(['Theirs']);
    expect(await listOf(contextOf(db, lender), [theirs])).toEqual([]);
  });
});
