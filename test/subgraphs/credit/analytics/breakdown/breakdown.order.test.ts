import { useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { addTwoGrades, askBreakdowns } from './ask-breakdown.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTwoGrades(db, lender);
});
const { breakdownOf, keysOf } = askBreakdowns(db, () => lender);

describe('the order of groups', () => {
  // Exposure 30, 20, 20; loans 1, 2, 1; expected loss 0, 10 · .05 · .5 = .25, 20 · .01 · .6 = .12.
  const loans: LoanRow[] = [
    { sector: 'A', amount: '30' },
    { sector: 'C', amount: '10', credit_rating: 'BB' },
    { sector: 'C', amount: '10' },
    { sector: 'B', amount: '20', credit_rating: 'BBB' },
  ];
  const letters = async (order: string) => (await keysOf(loans, `by: [SECTOR]${order}`)).flat().join('');

  test.each([
    ['', 'ABC'],
    [', orderBy: null', 'ABC'],
    [', orderBy: { by: EXPOSURE }', 'ABC'],
    [', orderBy: { by: EXPOSURE, direction: null }', 'ABC'],
    [', orderBy: { by: EXPOSURE, direction: ASC }', 'BCA'],
    [', orderBy: { by: LOAN_COUNT }', 'CAB'],
    [', orderBy: { by: LOAN_COUNT, direction: ASC }', 'ABC'],
    [', orderBy: { by: EXPECTED_LOSS }', 'CBA'],
    [', orderBy: { by: EXPECTED_LOSS, direction: ASC }', 'ABC'],
    [', orderBy: { by: KEY }', 'CBA'],
    [', orderBy: { by: KEY, direction: ASC }', 'ABC'],
  ])('by: [SECTOR]%s', async (order, expected) => {
    expect(await letters(order)).toBe(expected);
  });
  test.each(['ASC', 'DESC'])('a missing key is last under KEY %s', async (direction) => {
    const keys = await keysOf(
      [{}, { country: 'UK' }, { country: 'FR' }],
      `by: [COUNTRY], orderBy: { by: KEY, direction: ${direction} }`,
    );
    expect(keys.at(-1)).toEqual([null]);
  });
  test('ties in exposure go by the keys, a missing one last', async () => {
    expect(await keysOf([{}, { country: 'UK' }, { country: 'FR' }], 'by: [COUNTRY]')).toEqual([
      ['FR'],
      ['UK'],
      [null],
    ]);
  });
  test('sums of decimals are compared, not of floats: 0.10 + 0.20 is 0.30', async () => {
    const tied: LoanRow[] = [
      { sector: 'A', amount: '0.30' },
      { sector: 'B', amount: '0.10' },
      { sector: 'B', amount: '0.20' },
    ];
    expect(await keysOf(tied, 'by: [SECTOR], orderBy: { by: EXPOSURE, direction: ASC }')).toEqual([
      ['A'],
      ['B'],
    ]);
  });
});

describe('first', () => {
  test('cuts the list, not the count nor the whole that shares are of', async () => {
    const key = await addPortfolio(db, lender, [
      { sector: 'A', amount: '60' },
      { sector: 'B', amount: '40' },
    ]);
    const answer = await breakdownOf([key], 'by: [SECTOR], first: 1', '', 'groupCount groups { keys share }');
    expect(answer).toEqual({ groupCount: 2, groups: [{ keys: ['A'], share: 0.6 }] });
  });
  test('is 100 where it is null', async () => {
    const loans = Array.from({ length: 101 }, (_, index) => ({ sector: `S${index}` }));
    expect(await keysOf(loans, 'by: [SECTOR], first: null')).toHaveLength(100);
    expect(await keysOf(loans, 'by: [SECTOR], first: 1000')).toHaveLength(101);
  });
});

describe('arguments that are refused, all at once', () => {
  const issuesOf = async (args: string) => {
    const { errors } = await ask(db, lender, `{ analytics { breakdown(${args}) { groupCount } } }`);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    return (errors[0]?.extensions.issues as { path: unknown[] }[]).map(({ path }) => path.join('.'));
  };

  test.each([
    ['by: []', ['by']],
    ['by: [SECTOR, COUNTRY, STATUS, BORROWER, PORTFOLIO]', ['by']],
    ['by: [SECTOR, STATUS, SECTOR, STATUS]', ['by.2', 'by.3']],
    ['by: [SECTOR], first: 0', ['first']],
    ['by: [SECTOR], first: -1', ['first']],
    ['by: [SECTOR], first: 1001', ['first']],
    ['by: [], first: 0', ['by', 'first']],
  ])('%s', async (args, paths) => {
    expect(await issuesOf(args)).toEqual(paths);
  });
});
