import type { Issue } from '../../../../../src/platform/errors.ts';
import type { ShockInput } from '../../../../../src/subgraphs/credit/analytics/scenario/shock.input.ts';
import { soundScenario } from '../../../../../src/subgraphs/credit/analytics/scenario/sound-scenario.ts';

const TODAY = '2026-03-01';
const check = (scenario: unknown) => soundScenario(scenario as ShockInput[], TODAY);

/** Where a scenario is wrong, and why. */
function faultsOf(scenario: unknown): [place: string, message: string][] {
  try {
    check(scenario);
    return [];
  } catch (error) {
    const { code, issues } = (error as { extensions: { code: string; issues: Issue[] } }).extensions;
    expect(code).toBe('BAD_USER_INPUT');
    return issues.map(({ path, message }) => [path.join('.'), message]);
  }
}
const placesOf = (scenario: unknown) => faultsOf(scenario).map(([place]) => place);

const LOAN = {
  loanId: 'N-1',
  borrower: 'Gil',
  amount: '10',
  rate: '3',
  sector: 'Rail',
  maturityDate: '2030-01-01',
  status: 'PERFORMING',
};

describe('a number of a shock', () => {
  test.each([
    ['rateShift', 'basisPoints', '-10000', '10000', '-10000.0001', '10000.0001'],
    ['pdMultiplier', 'factor', '0', '1000', '-0.00000000000000000001', '1000.00000000000000000001'],
    ['recovery', 'rate', '0', '1', '-1', '1.00000000000000000001'],
    ['notchDown', 'notches', -21, 21, -22, 22],
    ['defaultShare', 'share', '0', '1', '-0.1', '1.1'],
  ])('%s.%s is from %s to %s', (name, field, lowest, highest, below, above) => {
    expect(faultsOf([{ [name]: { [field]: lowest } }, { [name]: { [field]: highest } }])).toEqual([]);
    expect(faultsOf([{ [name]: { [field]: below } }])).toEqual([
      [`scenario.0.${name}.${field}`, `${below} is not from ${lowest} to ${highest}.`],
    ]);
    expect(faultsOf([{ [name]: { [field]: above } }])).toEqual([
      [`scenario.0.${name}.${field}`, `${above} is not from ${lowest} to ${highest}.`],
    ]);
  });
});

describe('a scenario', () => {
  test('has at most 20 shocks', () => {
    const shock = { rateShift: { basisPoints: '1' } };
    expect(check(Array(20).fill(shock))).toHaveLength(20);
    expect(faultsOf(Array(21).fill(shock))).toEqual([['scenario', '21 shocks; at most 20.']]);
  });
  test.each([
    [{}, 0],
    [{ rateShift: null, recovery: undefined }, 0],
    [{ rateShift: { basisPoints: '1' }, removeLoan: { loanId: 'L-1' } }, 2],
  ])('%j is not exactly one shock', (shock, count) => {
    expect(faultsOf([shock])).toEqual([['scenario.0', `Exactly one shock, not ${count}.`]]);
  });
  test('keeps the one shock that is not null', () => {
    const [shock] = check([{ rateShift: null, removeLoan: { loanId: 'L-1' } }]);
    expect(shock).toEqual({ name: 'removeLoan', shock: { loanId: 'L-1' } });
  });
  test('tells all faults at once, each at its place', () => {
    const tooDeep = { not: { not: { not: { not: { not: { unrated: true } } } } } };
    expect(
      placesOf([
        { rateShift: { basisPoints: '20000' } },
        { recovery: { rate: '2', filter: tooDeep } },
        {},
        { recovery: { rate: '0.5' } },
        { changeLoan: { loanId: ' ', amount: '0', rate: '101' } },
        { notchDown: { notches: 1, filter: { loanId: Array(501).fill('L-1') } } },
      ]),
    ).toEqual([
      'scenario.0.rateShift.basisPoints',
      'scenario.1.recovery.rate',
      'scenario.1.recovery.filter',
      'scenario.2',
      'scenario.4.changeLoan.loanId',
      'scenario.4.changeLoan.amount',
      'scenario.4.changeLoan.rate',
      'scenario.5.notchDown.filter',
    ]);
  });
});

describe('the filters of a scenario', () => {
  const shock = (filter: object) => ({ recovery: { rate: '0.5', filter } });

  test('hold at most 500 conditions together', () => {
    // 1 for each of the nested filters, and their 1, 1 and 2 fields; null is none.
    const seven = {
      and: [{ rateTo: '1', search: null }],
      or: [{ pdTo: 1 }],
      not: { rateTo: '1', pdFrom: 0 },
    };
    const wide = { or: Array(180).fill({ pdTo: 1 }) };
    const rest = { or: Array(66).fill({ rateTo: '1' }) };
    const all = [seven, wide, rest, { unrated: true }].map(shock);
    // 7 + 360 + 132 + 1
    expect(check(all)).toHaveLength(4);
    expect(faultsOf([...all, shock({ unrated: true })])).toEqual([
      ['scenario', 'Its filters hold 501 conditions; at most 500.'],
    ]);
  });
});

describe('a shock of one loan', () => {
  test('keeps to the rules of a stored loan', () => {
    const wrong = { amount: '1.005', rate: '-1', maturityDate: '1899-12-31' };
    expect(faultsOf([{ changeLoan: { loanId: 'x'.repeat(51), ...wrong } }])).toEqual([
      ['scenario.0.changeLoan.loanId', expect.stringContaining('longer than 50 characters')],
      ['scenario.0.changeLoan.amount', expect.stringContaining('at most 2')],
      ['scenario.0.changeLoan.rate', expect.stringContaining('not from 0 to 100')],
      ['scenario.0.changeLoan.maturityDate', expect.stringContaining('1900 to 2200')],
    ]);
    const tooLong = { borrower: '', leverageRatio: '10000.00001', amount: '1000000000000.01' };
    expect(placesOf([{ addLoan: { ...LOAN, ...tooLong } }])).toEqual([
      'scenario.0.addLoan.borrower',
      'scenario.0.addLoan.amount',
      'scenario.0.addLoan.leverageRatio',
      'scenario.0.addLoan.leverageRatio',
    ]);
  });
  test('trims the number of the loan and refuses none', () => {
    expect(check([{ removeLoan: { loanId: ' L-1 ' } }])).toEqual([
      { name: 'removeLoan', shock: { loanId: 'L-1' } },
    ]);
    expect(faultsOf([{ removeLoan: { loanId: '\t' } }])).toEqual([
      ['scenario.0.removeLoan.loanId', 'a value is required'],
    ]);
    expect(placesOf([{ removeLoan: { loanId: 'L\u0000' } }])).toEqual(['scenario.0.removeLoan.loanId']);
  });
  test('that is new must mature after today', () => {
    expect(check([{ addLoan: { ...LOAN, maturityDate: '2026-03-02' } }])).toHaveLength(1);
    expect(faultsOf([{ addLoan: { ...LOAN, maturityDate: TODAY } }])).toEqual([
      ['scenario.0.addLoan.maturityDate', '"2026-03-01" is not after today, 2026-03-01'],
    ]);
  });
});
