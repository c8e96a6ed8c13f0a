import { sql } from 'kysely';
import { bookOf } from '../../../../../src/subgraphs/credit/analytics/book/book.ts';
import type { ShockInput } from '../../../../../src/subgraphs/credit/analytics/scenario/shock.input.ts';
import { soundScenario } from '../../../../../src/subgraphs/credit/analytics/scenario/sound-scenario.ts';
import { creditDb } from '../../../../../src/subgraphs/credit/entities.ts';
import type { LoanFilter } from '../../../../../src/subgraphs/credit/loan/loan-filter.type.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addLender, addPortfolio, contextOf, type Lender, TODAY } from '../book.ts';
import { addTable, LOANS, loansAfter } from './scenario-book.ts';

const db = useTestDatabase();
let lender: Lender;
let key: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTable(db, lender);
  key = await addPortfolio(db, lender, LOANS);
});

const filter: LoanFilter = { or: [{ pdFrom: 0.01 }, { rateFrom: '1' }, { not: { amountTo: '10' } }] };
const SHOCKS: [string, (place: number) => ShockInput][] = [
  ['rateShift', () => ({ rateShift: { basisPoints: '1', filter } })],
  ['pdMultiplier', () => ({ pdMultiplier: { factor: '1.1', filter } })],
  ['recovery', () => ({ recovery: { rate: '0.5', filter } })],
  ['notchDown', () => ({ notchDown: { notches: 1, filter } })],
  ['defaultShare', () => ({ defaultShare: { share: '0.01', filter } })],
  ['changeLoan', () => ({ changeLoan: { loanId: 'L-1', rate: '1', amount: '2', creditRating: 'B' } })],
  ['removeLoan', (place) => ({ removeLoan: { loanId: `N-${place}` } })],
  [
    'addLoan',
    (place) => ({
      addLoan: {
        loanId: `N-${place}`,
        borrower: 'Gil',
        amount: '1',
        rate: '1',
        sector: 'Rail',
        maturityDate: '2031-01-01',
        status: 'PERFORMING',
      },
    }),
  ],
];
const times = (count: number, shock: (place: number) => ShockInput) =>
  Array.from({ length: count }, (_, place) => shock(place));

/** A statement that doubled with each shock would be a million times as long after 20. */
function expectLinear(lengthAfter: Map<number, number>): void {
  const [none, ten, twenty] = [0, 10, 20].map((count) => lengthAfter.get(count) as number);
  expect(twenty! - none!).toBeLessThan(2.2 * (ten! - none!));
}

describe('the statement of 20 shocks', () => {
  test.each(SHOCKS)('%s is twice as long as that of ten', (_, shock) => {
    const context = contextOf(db, lender);
    const lengths = [0, 10, 20].map((count) => {
      const scenario = soundScenario(times(count, shock), TODAY);
      const book = bookOf([key], { filter: null, scenario }, context);
      return [count, sql`select * from ${book}`.compile(creditDb(context)).sql.length] as const;
    });
    expectLinear(new Map(lengths));
  });

  test.each(SHOCKS)('%s runs', async (_, shock) => {
    const rows = await loansAfter(db, lender, [[key]], times(20, shock));
    expect(rows.length).toBeGreaterThanOrEqual(LOANS.length);
  });

  test('of all kinds runs, and every shock counts', async () => {
    const scenario = times(20, (place) => SHOCKS[place % 8]![1](place % 8 === 6 ? place - 7 : place));
    const rows = await loansAfter(db, lender, [[key]], scenario);
    // N-7 was added on place 7 and removed on place 14, N-15 was added on place 15.
    expect(rows.map(({ loan_id }) => loan_id).filter((id) => id?.startsWith('N'))).toEqual(['N-15']);
    // Rate 2, changed to 1 on places 5 and 13, then .01 more on place 16.
    expect(rows.find(({ loan_id }) => loan_id === 'L-1')?.rate).toBe('1.01');
  });

  test('that looks for named loans is twice as long as that of ten', async () => {
    const change = SHOCKS[5]![1];
    const source = 'query ($s: [ShockInput!]) { analytics(scenario: $s) { asOf } }';
    const lengths = new Map([[0, 0]]);
    for (const count of [10, 20]) {
      const statements = await statementsDuring(db.orm, async () => {
        expect((await ask(db, lender, source, { s: times(count, change) })).errors).toEqual([]);
      });
      expect(statements).toHaveLength(2);
      lengths.set(count, statements[1]!.length);
    }
    expectLinear(lengths);
  });
});
