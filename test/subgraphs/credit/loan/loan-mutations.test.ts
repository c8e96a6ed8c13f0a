import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { contextFor, NOW } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { run } from '../../../support/run.ts';
import { callerOf, entriesOf, refusalWithoutTrace, schema } from '../ask.ts';
import { addLoans, addPortfolio, addSnapshot, type Stored } from '../books.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let portfolio: Stored;
let loan: Stored;

const FIELDS = `id loanId borrower borrowerGroup amount rate sector maturityDate creditRating status country
  debtToEquity interestCoverage leverageRatio version updatedAt`;
const CREATE = `mutation ($portfolioId: ID!, $input: LoanInput!) { createLoan(portfolioId: $portfolioId, input: $input) { ${FIELDS} portfolio { name loanCount } } }`;
const UPDATE = `mutation ($id: ID!, $input: UpdateLoanInput!) { updateLoan(id: $id, input: $input) { ${FIELDS} } }`;
const DELETE = 'mutation ($id: ID!) { deleteLoan(id: $id) { id portfolio { id loanCount } } }';

const INPUT = {
  loanId: 'L-1',
  borrower: 'Acme',
  amount: '100.5',
  rate: '7.5',
  sector: 'Retail',
  maturityDate: '2030-01-01',
  status: 'PERFORMING',
};
const STORED = {
  borrower: 'Beta',
  borrower_group: 'Group',
  country: 'UK',
  credit_rating: 'BBB',
  leverage_ratio: 1,
};

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
beforeEach(async () => {
  portfolio = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
  [loan] = (await addLoans(database, portfolio, [STORED])) as [Stored];
});

const callerAs = (role: RoleName, tenant = a) => callerOf(database, tenant.viewers[role]);
const manager = () => callerAs('PORTFOLIO_MANAGER');
const create = async (input: object = {}) =>
  (await manager().ask(CREATE, { portfolioId: portfolio.id, input: { ...INPUT, ...input } })).createLoan;
const update = async (input: object) => (await manager().ask(UPDATE, { id: loan.id, input })).updateLoan;
const refusedCreate = (input: object) =>
  refusalWithoutTrace(database, a.viewers.PORTFOLIO_MANAGER, CREATE, {
    portfolioId: portfolio.id,
    input: { ...INPUT, ...input },
  });
const refusedUpdate = (input: object) =>
  refusalWithoutTrace(database, a.viewers.PORTFOLIO_MANAGER, UPDATE, { id: loan.id, input });
const dataVersion = async (): Promise<number> => {
  const [row] = await database.query<{ v: string }>(
    'select data_version::text as v from portfolios where id = ?',
    [portfolio.key],
  );
  return Number(row!.v);
};

/** What no loan may hold, field by field, on a clock that says 2026-03-01. */
const FAULTS: [field: string, values: (string | number)[]][] = [
  ['loanId', ['', ' ', 'x'.repeat(51), 'a\u0000b', 'a\nb', 'a\ud800b']],
  ['borrower', ['', 'x'.repeat(256), '\u0007']],
  ['borrowerGroup', ['x'.repeat(256), 'a\tb']],
  ['amount', ['0', '-1', '12.345', '1000000000000.01', 0]],
  ['rate', ['-0.1', '100.0001', '1.23456']],
  ['sector', ['', 'x'.repeat(101), 'a\u0085b']],
  ['maturityDate', ['1899-12-31', '2201-01-01']],
  ['country', ['x'.repeat(101), 'a\u0000b']],
  ['debtToEquity', ['10000.0001', '-10001', '1.00001']],
  ['interestCoverage', ['10001']],
  ['leverageRatio', ['-10000.5']],
];

describe.each(FAULTS)('%s', (field, values) => {
  test.each(values)('%j is refused by both', async (value) => {
    const fault = { code: 'BAD_USER_INPUT', places: [`input.${field}`] };
    expect(await refusedCreate({ [field]: value })).toMatchObject(fault);
    expect(await refusedUpdate({ [field]: value })).toMatchObject(fault);
  });
});

describe('what no scalar understands', () => {
  test.each([
    ['amount', '1e3'],
    ['amount', '1,000'],
    ['amount', 1.5],
    ['amount', '٥'],
    ['maturityDate', '2030-02-30'],
    ['maturityDate', '01/02/2030'],
    ['creditRating', 'Baa1'],
    ['status', 'Performing'],
  ])('%s: %j', async (field, value) => {
    expect((await refusedCreate({ [field]: value })).message).toContain(`"input.${field}"`);
    expect((await refusedUpdate({ [field]: value })).message).toContain(`"input.${field}"`);
  });
});

test('all faults at once', async () => {
  const texts = { loanId: ' ', borrower: '\u0000', sector: '', country: 'x'.repeat(101) };
  const numbers = { amount: '12.345', rate: '101', debtToEquity: '-10001' };
  const everything = ['loanId', 'borrower', 'amount', 'rate', 'sector', 'country', 'debtToEquity'];
  const places = everything.map((field) => `input.${field}`);
  expect((await refusedUpdate({ ...texts, ...numbers })).places).toEqual(places);
  const created = await refusedCreate({ ...texts, ...numbers, maturityDate: '2020-01-01' });
  expect(created.places).toEqual([...places, 'input.maturityDate']);
  expect(created.message).toContain('input.amount: "12.345" has 3 decimals; at most 2 are allowed');
});

describe('createLoan', () => {
  test('stores what is given, trimmed, numbers at fixed scale', async () => {
    const given = {
      loanId: ' L-1 ',
      borrower: ' Åcme: "1" ',
      borrowerGroup: ' ',
      creditRating: ' bbb+ ',
      amount: 7,
    };
    const created = await create({ ...given, debtToEquity: '-0.5', leverageRatio: null });
    expect(created).toEqual({
      ...{ ...INPUT, id: created.id, loanId: 'L-1', borrower: 'Åcme: "1"', borrowerGroup: null },
      ...{ amount: '7.00', rate: '7.5000', creditRating: 'BBB+', country: null },
      ...{ debtToEquity: '-0.5000', interestCoverage: null, leverageRatio: null },
      ...{ version: 1, updatedAt: expect.any(String), portfolio: { name: 'Book', loanCount: 2 } },
    });
  });

  test('the largest amount, the widest ratios and NR, which is no grade', async () => {
    const widest = {
      amount: '1000000000000',
      rate: '100',
      debtToEquity: '-10000',
      leverageRatio: '10000.0000',
    };
    expect(await create({ ...widest, maturityDate: '2200-12-31', creditRating: 'nr' })).toMatchObject({
      amount: '1000000000000.00',
      creditRating: null,
      debtToEquity: '-10000.0000',
    });
  });

  test.each([
    '2026-03-01',
    '2026-02-28',
    '1900-01-01',
  ])('matures after today: not on %s', async (maturityDate) => {
    const error = await refusedCreate({ maturityDate });
    expect(error.places).toEqual(['input.maturityDate']);
    expect(error.message).toContain('is not after today, 2026-03-01');
  });

  test('may mature tomorrow', async () => {
    expect((await create({ maturityDate: '2026-03-02' })).maturityDate).toBe('2026-03-02');
  });

  test('a number is unique in its portfolio, and only there', async () => {
    await create();
    expect(await refusedCreate({})).toMatchObject({ code: 'BAD_USER_INPUT', places: ['input.loanId'] });
    const other = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
    await manager().ask(CREATE, { portfolioId: other.id, input: INPUT });
  });

  test('the same number in 10 requests at once makes one loan', async () => {
    const variables = { portfolioId: portfolio.id, input: INPUT };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => run(schema, contextFor(database, a.viewers.ADMIN), CREATE, variables)),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const refused = answers.flatMap(({ errors }) => errors);
    expect(new Set(refused.map(({ places }) => places.join()))).toEqual(new Set(['input.loanId']));
  });

  test('is written down, and raises dataVersion', async () => {
    const before = await dataVersion();
    let id = '';
    const entries = await entriesOf(database, async () => {
      ({ id } = await create());
    });
    expect(entries).toMatchObject([
      { action: 'CREATE', entityType: 'Loan', entityId: id, tenantKey: a.tenantId },
    ]);
    expect(entries[0]!.changes).toMatchObject({
      portfolioId: { from: null, to: portfolio.id },
      amount: { from: null, to: '100.50' },
    });
    expect(await dataVersion()).toBeGreaterThan(before);
  });
});

describe('updateLoan', () => {
  test('a field left out stays', async () => {
    expect(await update({ amount: '5' })).toMatchObject({
      ...{ loanId: 'L-001', borrower: 'Beta', borrowerGroup: 'Group', country: 'UK', creditRating: 'BBB' },
      ...{ amount: '5.00', rate: '5.0000', leverageRatio: '1.0000', version: 2, updatedAt: NOW },
    });
  });

  test('null empties what may be empty', async () => {
    const emptied = { borrowerGroup: null, country: null, creditRating: null, leverageRatio: null };
    expect(await update(emptied)).toMatchObject({ ...emptied, borrower: 'Beta', version: 2 });
  });

  test('and nothing else', async () => {
    const required = ['loanId', 'borrower', 'amount', 'rate', 'sector', 'maturityDate', 'status'];
    const error = await refusedUpdate(Object.fromEntries(required.map((field) => [field, null])));
    expect(error.places).toEqual(required.map((field) => `input.${field}`));
  });

  test('a maturity may be past', async () => {
    expect((await update({ maturityDate: '1900-01-01' })).maturityDate).toBe('1900-01-01');
  });

  test('a number that another loan has is refused, its own is not', async () => {
    await create();
    expect((await refusedUpdate({ loanId: 'L-1' })).places).toEqual(['input.loanId']);
    expect((await update({ loanId: 'L-001' })).loanId).toBe('L-001');
    expect((await update({ loanId: 'L-2' })).loanId).toBe('L-2');
  });

  test('the version that was read must be the current one', async () => {
    expect((await update({ amount: '1', expectedVersion: 1 })).version).toBe(2);
    expect(await refusedUpdate({ amount: '2', expectedVersion: 1 })).toMatchObject({
      code: 'CONFLICT',
      currentVersion: 2,
    });
    expect((await update({ amount: '3', expectedVersion: null })).version).toBe(3);
  });

  test('of 20 at once that read the same version, one wins', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        run(schema, contextFor(database, a.viewers.PORTFOLIO_MANAGER), UPDATE, {
          id: loan.id,
          input: { amount: String(index + 1), expectedVersion: 1 },
        }),
      ),
    );
    const winners = answers.filter(({ errors }) => errors.length === 0);
    expect(winners).toHaveLength(1);
    const [row] = await database.query('select amount, version from loans where id = ?', [loan.key]);
    expect(row).toEqual({ amount: winners[0]!.data.updateLoan.amount, version: 2 });
    for (const { errors } of answers) {
      for (const error of errors) expect(error).toMatchObject({ code: 'CONFLICT', currentVersion: 2 });
    }
  });

  test('20 at once that expect no version all happen, one after the other', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => update({ amount: String(index + 1) })));
    const [row] = await database.query('select version from loans where id = ?', [loan.key]);
    expect(row).toEqual({ version: 21 });
  });

  test('is written down with what was before, and raises dataVersion but writes no snapshot', async () => {
    const before = await dataVersion();
    const entries = await entriesOf(database, () => update({ amount: '7.50', creditRating: 'D' }));
    expect(entries).toMatchObject([{ action: 'UPDATE', entityType: 'Loan', entityId: loan.id }]);
    expect(entries[0]!.changes).toMatchObject({
      amount: { from: '100.00', to: '7.50' },
      creditRating: { from: 'BBB', to: 'D' },
    });
    expect(Object.keys(entries[0]!.changes!).sort()).toEqual([
      'amount',
      'creditRating',
      'updatedAt',
      'version',
    ]);
    expect(await dataVersion()).toBeGreaterThan(before);
    expect(await database.query('select 1 from rating_history where loan_id = ?', [loan.key])).toEqual([]);
  });

  test('answers, without reading it again, what is now stored', async () => {
    const answer = await update({
      ...{
        loanId: ' L-9 ',
        borrower: ' Gamma ',
        borrowerGroup: null,
        amount: '0012.3',
        rate: '6.5',
        sector: 'Mining',
      },
      ...{ maturityDate: '2031-02-28', creditRating: 'aa+', status: 'WATCH_LIST', country: ' FR' },
      ...{ debtToEquity: '-1.5', interestCoverage: '2', leverageRatio: null },
    });
    const read = await manager().ask(`query ($id: ID!) { loan(id: $id) { ${FIELDS} } }`, { id: loan.id });
    expect(answer).toEqual(read.loan);
  });

  test('takes one statement to lock and read, and one to write it with its audit entry', async () => {
    const statements = await statementsDuring(database.orm, () => update({ amount: '8' }));
    expect(statements).toEqual([
      'begin',
      expect.stringMatching(/update portfolios p set data_version.* for no key update of l$/s),
      expect.stringMatching(/update loans set .* insert into audit_logs/s),
      'commit',
    ]);
  });
});

test('a number that is only written in another way is no change', async () => {
  const same = { amount: '00100', rate: '5.0', leverageRatio: '1', borrower: ' Beta ', creditRating: 'bbb' };
  const [entry] = await entriesOf(database, () => update(same));
  expect(Object.keys(entry!.changes!).sort()).toEqual(['updatedAt', 'version']);
});

describe('deleteLoan', () => {
  test('takes its ratings with it; the answer shows the portfolio without it', async () => {
    const before = await dataVersion();
    await addSnapshot(database, loan, '2026-01-01', 'AAA');
    const entries = await entriesOf(database, async () => {
      const { deleteLoan } = await manager().ask(DELETE, { id: loan.id });
      expect(deleteLoan).toEqual({ id: loan.id, portfolio: { id: portfolio.id, loanCount: 0 } });
    });
    expect(await database.query('select 1 from rating_history where loan_id = ?', [loan.key])).toEqual([]);
    expect(entries).toMatchObject([{ action: 'DELETE', entityType: 'Loan', entityId: loan.id }]);
    expect(entries[0]!.changes).toMatchObject({ borrower: { from: 'Beta', to: null } });
    expect(await dataVersion()).toBeGreaterThan(before);
  });

  test('a second time there is none', async () => {
    await manager().ask(DELETE, { id: loan.id });
    expect((await manager().refusal(DELETE, { id: loan.id })).code).toBe('NOT_FOUND');
  });
});

describe('who may write', () => {
  const writes = () =>
    [
      [CREATE, { portfolioId: portfolio.id, input: INPUT }],
      [UPDATE, { id: loan.id, input: { amount: '1' } }],
      [DELETE, { id: loan.id }],
    ] as const;

  test.each(['VIEWER', 'ANALYST'] as const)('not the %s', async (role) => {
    for (const [source, variables] of writes())
      expect((await refusalWithoutTrace(database, a.viewers[role], source, variables)).code).toBe(
        'FORBIDDEN',
      );
  });

  test('not somebody who is not signed in', async () => {
    for (const [source, variables] of writes())
      expect((await refusalWithoutTrace(database, null, source, variables)).code).toBe('UNAUTHENTICATED');
  });

  test('not a stranger, for whom there is no such thing', async () => {
    await database.query('update portfolios set owner_id = ? where id = ?', [
      a.viewers.ADMIN.userId,
      portfolio.key,
    ]);
    for (const viewer of [a.viewers.PORTFOLIO_MANAGER, b.viewers.PORTFOLIO_MANAGER, b.viewers.ADMIN]) {
      for (const [source, variables] of writes())
        expect((await refusalWithoutTrace(database, viewer, source, variables)).code).toBe('NOT_FOUND');
    }
  });

  test.each(['PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN'] as const)('the %s', async (role) => {
    for (const [source, variables] of writes()) await callerAs(role).ask(source, variables);
  });

  test("a SUPER_ADMIN in any tenant, and the loan is of the portfolio's tenant", async () => {
    await callerAs('SUPER_ADMIN', b).ask(CREATE, { portfolioId: portfolio.id, input: INPUT });
    const rows = await database.query(
      'select distinct tenant_id::text as tenant from loans where portfolio_id = ?',
      [portfolio.key],
    );
    expect(rows).toEqual([{ tenant: a.tenantId }]);
  });

  test('an id of another type is no id', async () => {
    const error = await manager().refusal(CREATE, { portfolioId: loan.id, input: INPUT });
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', places: ['portfolioId'] });
    expect((await manager().refusal(DELETE, { id: portfolio.id })).places).toEqual(['id']);
  });
});
