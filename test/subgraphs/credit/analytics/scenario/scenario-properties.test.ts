import fc from 'fast-check';
import type { ShockInput } from '../../../../../src/subgraphs/credit/analytics/scenario/shock.input.ts';
import type { LoanFilter } from '../../../../../src/subgraphs/credit/loan/loan-filter.type.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { shockedRows } from './scenario.model.ts';
import { addTable, loansAfter, TABLE } from './scenario-book.ts';

const db = useTestDatabase();
const tables = [TABLE, TABLE.slice(0, 3), []];
const lenders: Lender[] = [];
beforeAll(async () => {
  for (const [n, table] of tables.entries()) {
    const lender = await addLender(db, `lender-${n}`);
    await addTable(db, lender, table);
    lenders.push(lender);
  }
});

const RUNS = { numRuns: 30 };

const loan: fc.Arbitrary<LoanRow> = fc.record({
  // Few values: ties must happen.
  amount: fc.constantFrom('10', '20', '20.5', '300'),
  rate: fc.constantFrom('0', '0.5', '4', '9.9999'),
  sector: fc.constantFrom('Retail', 'Energy'),
  credit_rating: fc.constantFrom('A', 'BBB', 'B', 'D', 'CC', null),
  status: fc.constantFrom('PERFORMING', 'WATCH_LIST', 'DEFAULTED'),
});
const loans = fc.array(loan, { maxLength: 6 });
const filter: fc.Arbitrary<LoanFilter | null> = fc.constantFrom<LoanFilter | null>(
  null,
  {},
  { sector: ['Energy'] },
  { pdFrom: 0.02 },
  { pdTo: 0.1, rateFrom: '1' },
  { unrated: true },
  { not: { creditRating: ['B', 'D'] } },
  { or: [{ status: ['DEFAULTED'] }, { amountFrom: '20.5' }] },
);
const decimal = (from: number, to: number) =>
  fc.integer({ min: from * 1000, max: to * 1000 }).map((thousandths) => String(thousandths / 1000));
const notches = fc.integer({ min: -21, max: 21 });

/** A book of a lender with this table. */
const keyOf = (lender: Lender, book: LoanRow[]) => addPortfolio(db, lender, book);

/** Two scenarios that must leave the same book, whatever the book. */
async function sameBook(book: LoanRow[], one: ShockInput[], other: ShockInput[], lender = lenders[0]!) {
  const key = await keyOf(lender, book);
  const [left, right] = await Promise.all(
    [one, other].map((scenario) => loansAfter(db, lender, [[key]], scenario)),
  );
  expect(left).toEqual(right);
}

test('rateShift a, then b, is a + b where no rate comes to 0', () =>
  fc.assert(
    fc.asyncProperty(
      loans,
      decimal(0, 9999),
      decimal(-9999, 0),
      filterOfNoRate(),
      async (book, a, b, only) => {
        // A rise first, and a fall that is no deeper.
        const fall = String(Math.max(Number(b), -Number(a)));
        const sum = (Number(a) * 1000 + Number(fall) * 1000) / 1000;
        const shift = (basisPoints: string): ShockInput => ({ rateShift: { basisPoints, filter: only } });
        await sameBook(book, [shift(a), shift(fall)], [shift(sum.toFixed(3))]);
      },
    ),
    RUNS,
  ));

test('pdMultiplier a, then b, is a · b below the cap', () =>
  fc.assert(
    // The highest PD below 1 is .1: 3 · 3 · .1 < 1.
    fc.asyncProperty(loans, decimal(0, 3), decimal(0, 3), async (book, a, b) => {
      const by = (factor: string): ShockInput => ({ pdMultiplier: { factor } });
      const product = (Math.round(Number(a) * 1000) * Math.round(Number(b) * 1000)) / 1_000_000;
      await sameBook(book, [by(a), by(b)], [by(product.toFixed(6))]);
    }),
    RUNS,
  ));

test('notchDown a, then b, is a + b in the same direction', () =>
  fc.assert(
    fc.asyncProperty(loans, fc.nat(10), fc.nat(10), fc.boolean(), async (book, a, b, isUp) => {
      const down = (steps: number): ShockInput => ({ notchDown: { notches: isUp ? -steps : steps } });
      for (const lender of lenders) await sameBook(book, [down(a), down(b)], [down(a + b)], lender);
    }),
    RUNS,
  ));

test('no shock leaves the book as it is, and so does one that selects nothing', () =>
  fc.assert(
    fc.asyncProperty(loans, bookShock(fc.constant({ sector: ['Rail'] })), async (book, shock) => {
      await sameBook(book, [], [shock]);
    }),
    RUNS,
  ));

test('a shock with a filter of {} is one without', () =>
  fc.assert(
    fc.asyncProperty(loans, bookShock(fc.constant({})), async (book, shock) => {
      const [[name, values]] = Object.entries(shock) as [[string, object]];
      await sameBook(book, [shock], [{ [name]: { ...values, filter: null } }]);
    }),
    RUNS,
  ));

test('any scenario does to any book what the model says', () =>
  fc.assert(
    fc.asyncProperty(
      loans,
      fc.array(fc.oneof({ weight: 3, arbitrary: bookShock(filter) }, loanShock()), { maxLength: 8 }),
      fc.nat(2),
      async (book, scenario, place) => {
        const lender = lenders[place]!;
        const key = await keyOf(lender, book);
        const stored = await loansAfter(db, lender, [[key]]);
        const expected = shockedRows(stored, scenario, tables[place]!);
        expect(await loansAfter(db, lender, [[key]], scenario)).toEqual(expected);
      },
    ),
    { numRuns: 100 },
  ));

/** A filter that a change of rates does not change. */
function filterOfNoRate(): fc.Arbitrary<LoanFilter | null> {
  return filter.filter((one) => !one?.rateFrom);
}

function bookShock(only: fc.Arbitrary<LoanFilter | null>): fc.Arbitrary<ShockInput> {
  return fc.oneof(
    fc.record({ rateShift: fc.record({ basisPoints: decimal(-900, 900), filter: only }) }),
    fc.record({ pdMultiplier: fc.record({ factor: decimal(0, 20), filter: only }) }),
    fc.record({ recovery: fc.record({ rate: decimal(0, 1), filter: only }) }),
    fc.record({ notchDown: fc.record({ notches, filter: only }) }),
    fc.record({ defaultShare: fc.record({ share: decimal(0, 1), filter: only }) }),
  );
}

function loanShock(): fc.Arbitrary<ShockInput> {
  const loanId = fc.constantFrom('L-1', 'L-2', 'L-3');
  const change = fc.record(
    {
      loanId,
      amount: fc.constantFrom('1', '20', '1000.01', null),
      rate: fc.constantFrom('0', '12.5', null),
      creditRating: fc.constantFrom('A' as const, 'BBB' as const, 'B' as const, null),
      status: fc.constantFrom('PERFORMING' as const, 'DEFAULTED' as const, null),
      maturityDate: fc.constantFrom('2026-01-01', null),
    },
    { requiredKeys: ['loanId'] },
  );
  return fc.oneof(fc.record({ changeLoan: change }), fc.record({ removeLoan: fc.record({ loanId }) }));
}
