import { useTestDatabase } from '../../../../support/database.ts';
import { useTestServer } from '../../../../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../../support/identity-fixtures.ts';
import { addLoans, addPortfolio, type Stored } from '../../books.ts';
import { storingNothing } from './scenario-book.ts';

/** A scenario as it comes over HTTP: written in the document, or in a variable. */
const db = useTestDatabase();
const server = useTestServer(db);
let a: TenantFixture;
let token: string;
let portfolio: Stored;
beforeAll(async () => {
  ({ a } = await seedIdentity(db));
  token = await server.signIn('a.analyst', PASSWORD);
  portfolio = await addPortfolio(db, a.viewers.ANALYST);
  await addLoans(db, portfolio, [{}, {}]);
});

const written = (scenario: string) =>
  storingNothing(db, () =>
    server.ask(`{ analytics(scenario: ${scenario}) { summary { totalLoans } } }`, {}, token),
  );
const given = (scenario: unknown, type = '[ShockInput!]') =>
  storingNothing(db, () =>
    server.ask(
      `query ($s: ${type}) { analytics(scenario: $s) { summary { totalLoans annualInterest } } }`,
      { s: scenario },
      token,
    ),
  );
const codesOf = ({ body }: { body: { errors: { extensions: { code: string } }[] } }) =>
  body.errors.map(({ extensions }) => extensions.code);

describe('two shocks in one, or none', () => {
  test.each([
    '[{ rateShift: { basisPoints: 1 }, removeLoan: { loanId: "L-001" } }]',
    '[{}]',
    '[{ rateShift: null }]',
    '[{ rateShift: { basisPoints: 1 }, removeLoan: null }]',
  ])('are refused in the document: %s', async (scenario) => {
    const answer = await written(scenario);
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(answer.body.errors[0].locations).toEqual([{ line: 1, column: expect.any(Number) }]);
    expect(answer.body.errors[0].message).toMatch(/OneOf Input Object "ShockInput"|"ShockInput.rateShift"/);
  });
  test.each([
    [{ rateShift: { basisPoints: '1' }, removeLoan: { loanId: 'L-001' } }],
    [{}],
    [{ rateShift: null }],
    [{ rateShift: { basisPoints: '1' }, removeLoan: null }],
  ])('are refused in a variable: %j', async (shock) => {
    const answer = await given([{ recovery: { rate: '1' } }, shock]);
    expect(answer.status).toBe(400);
    expect(new Set(codesOf(answer))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(answer.body.errors[0].extensions.issues[0].path.slice(0, 2)).toEqual(['s', 1]);
  });
  test('are refused in a variable inside a shock', async () => {
    const { body } = await server.ask(
      'query ($r: RateShiftInput) { analytics(scenario: [{ rateShift: $r }]) { asOf } }',
      { r: null },
      token,
    );
    expect(body.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', issues: [{ path: ['scenario'] }] } },
    ]);
  });
});

describe('a number that is none', () => {
  test.each(['NaN', 'Infinity', '1e3', '1,000', '0x10', '', '٣'])('is refused: %j', async (basisPoints) => {
    const answer = await given([{ rateShift: { basisPoints } }]);
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.body.errors[0].extensions.issues).toMatchObject([
      { path: ['s', 0, 'rateShift', 'basisPoints'] },
    ]);
  });
  test.each(['1e3', 'NaN', '"1e3"'])('is refused in the document: %s', async (basisPoints) => {
    const answer = await written(`[{ rateShift: { basisPoints: ${basisPoints} } }]`);
    expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
  test('a notch is whole', async () => {
    expect(codesOf(await given([{ notchDown: { notches: 1.5 } }]))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await given([{ notchDown: { notches: 2 ** 31 } }]))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a scenario that cannot be applied', () => {
  test('is told in full', async () => {
    const { body } = await given([
      { rateShift: { basisPoints: '10001' } },
      { defaultShare: { share: '-1' } },
      { addLoan: LATE },
    ]);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0].extensions).toEqual({
      code: 'BAD_USER_INPUT',
      issues: [
        {
          path: ['scenario', 0, 'rateShift', 'basisPoints'],
          message: '10001 is not from -10000 to 10000.',
        },
        { path: ['scenario', 1, 'defaultShare', 'share'], message: '-1 is not from 0 to 1.' },
        {
          path: ['scenario', 2, 'addLoan', 'maturityDate'],
          message: expect.stringContaining('"2020-01-01" is not after today'),
        },
      ],
    });
  });
  test('names the loan that it does not know', async () => {
    const { body } = await given([{ removeLoan: { loanId: 'L-009' } }]);
    expect(body.errors[0].extensions.issues).toEqual([
      {
        path: ['scenario', 0, 'removeLoan', 'loanId'],
        message: '"L-009" is not the number of a selected loan.',
      },
    ]);
  });
  test('with text that no database stores is refused at its place', async () => {
    const answer = await given([{ removeLoan: { loanId: 'L\u0000' } }]);
    expect(answer.body.errors[0].extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['scenario', 0, 'removeLoan', 'loanId'] }],
    });
  });
  test('has more than 20 shocks', async () => {
    const { body } = await given(Array(21).fill({ rateShift: { basisPoints: '1' } }));
    expect(body.errors[0].extensions.issues).toEqual([{ path: ['s'], message: '21 items; at most 20.' }]);
  });
});

test('a single shock stands for a list of one', async () => {
  const { body } = await given({ rateShift: { basisPoints: 100 } });
  // 200.00 at 6 %.
  expect(body.data.analytics.summary).toEqual({ totalLoans: 2, annualInterest: '12.00' });
});

const LATE = {
  loanId: 'N-1',
  borrower: 'Gil',
  amount: '1',
  rate: '1',
  sector: 'Rail',
  maturityDate: '2020-01-01',
  status: 'PERFORMING',
};
