import type { ShockInput } from '../../../../../src/subgraphs/credit/analytics/scenario/shock.input.ts';
import type { LoanFilter } from '../../../../../src/subgraphs/credit/loan/loan-filter.type.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender } from '../book.ts';
import { addTable, differences, effectOn, LOANS, loansAfter, TABLE } from './scenario-book.ts';

// The loans and the table are those of scenario-book.ts: L-1 A, L-2 BBB, L-3 B, L-4 D, L-5 none, L-6 CC (not in the
// table), from 400 down to 25.
const db = useTestDatabase();
let lender: Lender;
let key: string;
let withoutD: Lender;
let bookWithoutD: string;
let withoutTable: Lender;
let bookWithoutTable: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTable(db, lender);
  key = await addPortfolio(db, lender, LOANS);
  withoutD = await addLender(db, 'south');
  await addTable(db, withoutD, TABLE.slice(0, 3));
  bookWithoutD = await addPortfolio(db, withoutD, LOANS);
  withoutTable = await addLender(db, 'west');
  bookWithoutTable = await addPortfolio(db, withoutTable, LOANS);
});

const A = { credit_rating: 'A', pd: '0.001', lgd: '0.5', risk_weight: '0.5' };
const BBB = { credit_rating: 'BBB', pd: '0.01', lgd: '0.55', risk_weight: '1' };
const B = { credit_rating: 'B', pd: '0.1', lgd: '0.6', risk_weight: '1.2' };
const D = { credit_rating: 'D', pd: '1', lgd: '0.75', risk_weight: '1.5' };
const defaulted = { ...D, status: 'DEFAULTED' };

describe('notchDown', () => {
  const down = (notches: number, filter: LoanFilter | null = null) =>
    effectOn(db, lender, key, [{ notchDown: { notches, filter } }]);

  test('steps to the next grade that the table has', async () => {
    expect(await down(1)).toEqual({ 'L-1': BBB, 'L-2': B, 'L-3': D });
    expect(await down(2)).toEqual({ 'L-1': B, 'L-2': D, 'L-3': D });
  });
  test('stops at D, and changes no status', async () => {
    expect(await down(3)).toEqual({ 'L-1': D, 'L-2': D, 'L-3': D });
    expect(await down(21)).toEqual({ 'L-1': D, 'L-2': D, 'L-3': D });
  });
  test('of a negative number steps up to the best; D stays', async () => {
    expect(await down(-1)).toEqual({ 'L-2': A, 'L-3': BBB });
    expect(await down(-21)).toEqual({ 'L-2': A, 'L-3': A });
  });
  test('of 0 changes nothing', async () => {
    expect(await down(0)).toEqual({});
  });
  test('of the loans of a filter', async () => {
    expect(await down(1, { sector: ['Energy'] })).toEqual({ 'L-2': B });
  });
  test('leaves what earlier shocks did to a loan that cannot move', async () => {
    const scenario: ShockInput[] = [
      { recovery: { rate: '0' } },
      { pdMultiplier: { factor: '2' } },
      { notchDown: { notches: -21 } },
    ];
    expect(await effectOn(db, lender, key, scenario)).toEqual({
      'L-1': { pd: '0.002', lgd: '1' },
      'L-2': A,
      'L-3': A,
      'L-4': { lgd: '1' },
    });
  });
  test('stops at the worst grade of a table without D', async () => {
    expect(await effectOn(db, withoutD, bookWithoutD, [{ notchDown: { notches: 5 } }])).toEqual({
      'L-1': B,
      'L-2': B,
    });
  });
  test('without a table moves nothing', async () => {
    expect(await effectOn(db, withoutTable, bookWithoutTable, [{ notchDown: { notches: 5 } }])).toEqual({});
  });
  test('leaves a loan that defaulted in a table without D', async () => {
    const scenario: ShockInput[] = [
      { defaultShare: { share: '0.1' } },
      { notchDown: { notches: -1, filter: { loanId: ['L-1'] } } },
    ];
    expect(await effectOn(db, withoutD, bookWithoutD, scenario)).toEqual({
      'L-1': { credit_rating: 'D', status: 'DEFAULTED', pd: '1', risk_weight: '1.2' },
    });
  });
});

describe('defaultShare', () => {
  const share = (text: string, filter: LoanFilter | null = null) =>
    effectOn(db, lender, key, [{ defaultShare: { share: text, filter } }]);

  test('lets the largest default: ⌈share · 6⌉ of them', async () => {
    expect(await share('0')).toEqual({});
    expect(await share('0.00000000000000000001')).toEqual({ 'L-1': defaulted });
    // A sixth of six loans, written a little above and a little below.
    expect(await share('0.16666666666666666667')).toEqual({ 'L-1': defaulted, 'L-2': defaulted });
    expect(await share('0.16666666666666666666')).toEqual({ 'L-1': defaulted });
    expect(await share('0.5')).toEqual({ 'L-1': defaulted, 'L-2': defaulted, 'L-3': defaulted });
  });
  test('of 1 is all: D stays as it is, an unrated loan becomes a rated one', async () => {
    expect(await share('1')).toEqual({
      'L-1': defaulted,
      'L-2': defaulted,
      'L-3': defaulted,
      'L-5': defaulted,
      'L-6': defaulted,
    });
  });
  test('counts and ranks the loans of its filter', async () => {
    // Three are Energy: L-2 300, L-4 100, L-6 25; half of them, rounded up, are two, and L-4 is D already.
    expect(await share('0.5', { sector: ['Energy'] })).toEqual({ 'L-2': defaulted });
    expect(await share('1', { amountTo: '50' })).toEqual({ 'L-5': defaulted, 'L-6': defaulted });
  });
  test('ranks by the amounts that the shocks before have left', async () => {
    const grown: ShockInput = { changeLoan: { loanId: 'L-5', amount: '401' } };
    const scenario = [grown, { defaultShare: { share: '0.1' } }];
    expect(await effectOn(db, lender, key, scenario)).toEqual({ 'L-5': { amount: '401', ...defaulted } });
  });
  test('breaks ties by loanId', async () => {
    const alike = await addPortfolio(db, lender, Array(11).fill({ amount: '7' }));
    // As text: L-1, L-10, L-11, L-2.
    const effect = await effectOn(db, lender, alike, [{ defaultShare: { share: '0.3' } }]);
    expect(Object.keys(effect).sort()).toEqual(['L-1', 'L-10', 'L-11', 'L-2']);
  });
  test('counts within each scope', async () => {
    const other = await addPortfolio(db, lender, [{ amount: '500' }, { amount: '1' }]);
    const scopes = [[key], [other], [key, other]];
    const after = await loansAfter(db, lender, scopes, [{ defaultShare: { share: '0.2' } }]);
    const before = await loansAfter(db, lender, scopes);
    const changed = after.filter(({ status }, place) => status !== before[place]!.status);
    // 6 loans: two of 400 and 300. 2 loans: one of 500. 8 loans: two of 500 and 400.
    expect(changed.map(({ scope, amount }) => [scope, amount])).toEqual([
      ['0', '400'],
      ['0', '300'],
      ['1', '500'],
      ['2', '400'],
      ['2', '500'],
    ]);
  });
  test('leaves the PD and LGD of a loan that is D already', async () => {
    const scenario: ShockInput[] = [{ recovery: { rate: '0' } }, { defaultShare: { share: '1' } }];
    expect((await effectOn(db, lender, key, scenario))['L-4']).toEqual({ lgd: '1' });
  });
  test('in a table without D: PD 1, LGD of the former grade, the weight of the worst', async () => {
    const scenario: ShockInput[] = [{ defaultShare: { share: '1' } }];
    const bare = { credit_rating: 'D', status: 'DEFAULTED' };
    const certain = { ...bare, pd: '1', risk_weight: '1.2' };
    expect(await effectOn(db, withoutD, bookWithoutD, scenario)).toEqual({
      'L-1': certain,
      'L-2': certain,
      // B is the worst grade of this table: its weight stays.
      'L-3': { ...bare, pd: '1' },
      'L-5': bare,
      'L-6': bare,
    });
  });
  test('without a table makes defaults that are not rated', async () => {
    const scenario: ShockInput[] = [{ defaultShare: { share: '0.1' } }];
    expect(await effectOn(db, withoutTable, bookWithoutTable, scenario)).toEqual({
      'L-1': { credit_rating: 'D', status: 'DEFAULTED' },
    });
  });
  test('twice lets no others default than once', async () => {
    const once: ShockInput[] = [{ defaultShare: { share: '0.5' } }];
    const [first, second] = await Promise.all([
      loansAfter(db, lender, [[key]], once),
      loansAfter(db, lender, [[key]], [...once, ...once]),
    ]);
    expect(differences(first, second)).toEqual({});
  });
});

describe('the default rates of other tenants', () => {
  test('rate no loan that is changed or added', async () => {
    const added = {
      loanId: 'N-1',
      borrower: 'Gil',
      amount: '1',
      rate: '1',
      sector: 'Rail',
      maturityDate: '2031-01-01',
      creditRating: 'A',
      status: 'PERFORMING' as const,
    };
    const scenario: ShockInput[] = [{ changeLoan: { loanId: 'L-5', creditRating: 'B' } }, { addLoan: added }];
    const after = await loansAfter(db, withoutTable, [[bookWithoutTable]], scenario);
    expect(after.map(({ loan_id, credit_rating, pd }) => [loan_id, credit_rating, pd])).toEqual([
      ['L-1', 'A', null],
      ['L-2', 'BBB', null],
      ['L-3', 'B', null],
      ['L-4', 'D', null],
      ['L-5', 'B', null],
      ['L-6', 'CC', null],
      ['N-1', 'A', null],
    ]);
  });
});
