import { setTimeout as wait } from 'node:timers/promises';
import { useTestDatabase } from '../../../support/database.ts';
import type { TenantFixture } from '../../../support/identity-fixtures.ts';
import { callerOf } from '../ask.ts';
import { addLoans, type Stored } from '../books.ts';
import { type Desk, openDesk, sent } from '../import/desk.ts';
import { useEvents, type Watch } from './watch-portfolio.ts';

const HEADER = 'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status';
const LOAN = {
  loanId: 'N-1',
  borrower: 'Acme',
  amount: '250.00',
  rate: '5',
  sector: 'Retail',
  maturityDate: '2030-01-01',
  status: 'PERFORMING',
};
const RENAME =
  'mutation ($id: ID!, $name: String!) { updatePortfolio(id: $id, input: { name: $name }) { id } }';
const GIVE =
  'mutation ($id: ID!, $ownerId: ID!) { updatePortfolio(id: $id, input: { ownerId: $ownerId }) { id } }';
const ADD_LOAN =
  'mutation ($id: ID!, $input: LoanInput!) { createLoan(portfolioId: $id, input: $input) { id } }';
const DELETE = 'mutation ($id: ID!) { deletePortfolio(id: $id) { id } }';
const IMPORT_RATES = 'mutation ($file: Upload!) { importDefaultRates(file: $file) { creditRating } }';

const database = useTestDatabase();
const { hub, watch, allHeard } = useEvents(database);
let desk: Desk;
let a: TenantFixture;
let b: TenantFixture;
let book: Stored;
let loan: Stored;
beforeAll(async () => {
  desk = await openDesk(database);
  ({ a, b } = desk);
});
beforeEach(async () => {
  book = await desk.openBook();
  [loan] = (await addLoans(database, book, [{ amount: '100.00' }])) as [Stored];
});

const manager = () => callerOf(database, desk.manager);
const admin = (tenant = a) => callerOf(database, tenant.viewers.ADMIN);
const rename = (name: string, portfolio = book) => manager().ask(RENAME, { id: portfolio.id, name });
const importRates = (tenant: TenantFixture) =>
  callerOf(database, tenant.viewers.ADMIN).ask(IMPORT_RATES, {
    file: sent('credit_rating,default_probability,recovery_rate,risk_weight\nAAA,0.1,0.4,1', 'rates.csv'),
  });
const kindOf = async (subscription: Watch) => (await subscription.next())?.change.kind;

/** After longer than changes are put together for: what is told first must be this, and nothing before it. */
async function nothingButAName(subscription: Watch): Promise<void> {
  const told = subscription.next();
  await allHeard();
  await wait(250);
  await rename('control');
  expect((await told)?.change).toMatchObject({ kind: 'PORTFOLIO', portfolio: { name: 'control' } });
}

describe('every writer is heard', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['a new loan', 'LOANS', () => manager().ask(ADD_LOAN, { id: book.id, input: LOAN })],
    [
      'a changed loan',
      'LOANS',
      () =>
        manager().ask('mutation ($id: ID!) { updateLoan(id: $id, input: { amount: "7.00" }) { id } }', {
          id: loan.id,
        }),
    ],
    [
      'a deleted loan',
      'LOANS',
      () => manager().ask('mutation ($id: ID!) { deleteLoan(id: $id) { id } }', { id: loan.id }),
    ],
    [
      'a file of loans',
      'LOANS',
      () => desk.importLoans(book.id, `${HEADER}\nF-1,Acme,1,5,Retail,2030-01-01,A,Performing`),
    ],
    [
      'a file of ratings',
      'RATINGS',
      () => desk.importRatings(book.id, 'loan_id,snapshot_date,credit_rating\nL-001,2026-01-31,AA'),
    ],
    ["the portfolio's own fields", 'PORTFOLIO', () => rename('new name')],
    ['default rates', 'DEFAULT_RATES', () => importRates(a)],
    ['the end', 'DELETED', () => manager().ask(DELETE, { id: book.id })],
  ])('%s', async (_, kind, write) => {
    const subscription = await watch(desk.manager, book.id);
    await write();
    expect((await subscription.next())?.change).toMatchObject({ kind, portfolio: { id: book.id } });
  });

  test('with what it wrote, and the version after it', async () => {
    const subscription = await watch(desk.manager, book.id);
    await manager().ask(ADD_LOAN, { id: book.id, input: LOAN });
    const dataVersion = await desk.dataVersionOf(book.key);
    expect(await subscription.next()).toEqual({
      change: {
        kind: 'LOANS',
        dataVersion,
        portfolio: { id: book.id, name: 'Book', dataVersion, loanCount: 2, totalExposure: '350.00' },
      },
      codes: [],
    });
  });
});

describe('nothing is told of', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'a change that was refused',
      () => manager().refusal(ADD_LOAN, { id: book.id, input: { ...LOAN, loanId: 'L-001' } }),
    ],
    [
      'a dry run',
      () =>
        desk.importLoans(book.id, `${HEADER}\nF-1,Acme,1,5,Retail,2030-01-01,A,Performing`, { dryRun: true }),
    ],
    [
      'a file without a sound row',
      () => desk.importLoans(book.id, `${HEADER}\nL-001,Acme,1,5,Retail,2030-01-01,A,Performing`),
    ],
    ['another portfolio', async () => rename('other', await desk.openBook())],
    ["another tenant's default rates", () => importRates(b)],
  ])('%s', async (_, write) => {
    const subscription = await watch(desk.manager, book.id);
    await write();
    await nothingButAName(subscription);
  });
});

describe('changes that come together', () => {
  test('are one event a kind, with the last version', async () => {
    const subscription = await watch(desk.manager, book.id);
    await Promise.all([rename('one'), rename('two'), rename('three')]);
    await manager().ask(ADD_LOAN, { id: book.id, input: LOAN });
    await allHeard();
    const dataVersion = await desk.dataVersionOf(book.key);
    const told = [await subscription.next(), await subscription.next()].map((each) => each?.change);
    expect(told).toMatchObject([{ kind: 'PORTFOLIO' }, { kind: 'LOANS', dataVersion }]);
    await rename('control');
    expect(await subscription.next()).toMatchObject({ change: { portfolio: { name: 'control' } } });
  });

  test('default rates are one event for each portfolio of the tenant that is subscribed to', async () => {
    const second = await desk.openBook();
    const foreign = await desk.openBook(b.viewers.PORTFOLIO_MANAGER);
    const own = [await watch(desk.manager, book.id), await watch(desk.manager, second.id)];
    const other = await watch(b.viewers.PORTFOLIO_MANAGER, foreign.id);
    await importRates(a);
    const told = await Promise.all(own.map((each) => each.next()));
    expect(told.map((each) => each?.change)).toMatchObject([
      { kind: 'DEFAULT_RATES', portfolio: { id: book.id } },
      { kind: 'DEFAULT_RATES', portfolio: { id: second.id } },
    ]);
    await callerOf(database, b.viewers.PORTFOLIO_MANAGER).ask(RENAME, { id: foreign.id, name: 'theirs' });
    expect(await kindOf(other)).toBe('PORTFOLIO');
  });
});

describe('a deletion', () => {
  const FIELDS = `kind dataVersion portfolio {
    id name description currency isActive version dataVersion loanCount totalExposure averageRating
    owner { id } organization { id } loans { totalCount } borrowers { totalCount } importRuns { totalCount }
    analytics { summary { totalExposure } defaultRisk { expectedLoss } } }`;

  test('is the last event: the fields as last shown, no loans, no error', async () => {
    const subscription = await watch(desk.manager, book.id, FIELDS);
    await rename('Last name');
    await subscription.next();
    await manager().ask(DELETE, { id: book.id });
    expect(await subscription.next()).toMatchObject({
      codes: [],
      change: {
        kind: 'DELETED',
        dataVersion: '3',
        portfolio: {
          id: book.id,
          name: 'Last name',
          version: 2,
          dataVersion: '3',
          loanCount: 0,
          totalExposure: '0.00',
          averageRating: null,
          owner: { id: a.ids.users.PORTFOLIO_MANAGER },
          loans: { totalCount: 0 },
          analytics: { summary: { totalExposure: '0.00' } },
        },
      },
    });
    expect(await subscription.next()).toBeNull();
    expect(hub.subscriptionCount).toBe(0);
  });

  test('takes the place of what came just before it', async () => {
    const subscription = await watch(desk.manager, book.id);
    await rename('unseen');
    await manager().ask(DELETE, { id: book.id });
    await allHeard();
    expect((await subscription.next())?.change).toMatchObject({
      kind: 'DELETED',
      portfolio: { name: 'Book' },
    });
  });

  test('is not told to who could not see the portfolio any more', async () => {
    const subscription = await watch(desk.manager, book.id);
    await admin().ask(GIVE, { id: book.id, ownerId: a.ids.users.ADMIN });
    await admin().ask(DELETE, { id: book.id });
    await allHeard();
    expect(await subscription.next()).toEqual({ change: null, codes: ['NOT_FOUND'] });
  });
});

describe('who may subscribe', () => {
  test.each([
    'VIEWER',
    'ANALYST',
    'PORTFOLIO_MANAGER',
    'ADMIN',
    'SUPER_ADMIN',
  ] as const)('a %s who may read the portfolio', async (role) => {
    const subscription = await watch(a.viewers[role], book.id);
    await rename('heard');
    expect(await kindOf(subscription)).toBe('PORTFOLIO');
  });

  test('a SUPER_ADMIN across tenants, default rates included', async () => {
    const subscription = await watch(b.viewers.SUPER_ADMIN, book.id);
    await importRates(a);
    expect(await kindOf(subscription)).toBe('DEFAULT_RATES');
  });

  test.each<[string, () => [TenantFixture['viewers']['ADMIN'] | null, string], string]>([
    ["another tenant's administrator", () => [b.viewers.ADMIN, book.id], 'NOT_FOUND'],
    ['nobody', () => [null, book.id], 'UNAUTHENTICATED'],
    ['anyone to what is no portfolio', () => [desk.manager, loan.id], 'BAD_USER_INPUT'],
    [
      'anyone to a portfolio that there never was',
      () => [desk.manager, 'UG9ydGZvbGlvOjk5OTk5OQ'],
      'NOT_FOUND',
    ],
  ])('not %s', async (_, whom, code) => {
    await expect(watch(...whom())).rejects.toBe(code);
    expect(hub.subscriptionCount).toBe(0);
  });

  test("not a portfolio manager to a colleague's", async () => {
    const adminsBook = await desk.openBook(a.viewers.ADMIN);
    await expect(watch(desk.manager, adminsBook.id)).rejects.toBe('NOT_FOUND');
  });

  test('is asked again at each event: a portfolio that was given away is not shown', async () => {
    const subscription = await watch(desk.manager, book.id);
    await admin().ask(GIVE, { id: book.id, ownerId: a.ids.users.ADMIN });
    expect(await subscription.next()).toEqual({ change: null, codes: ['NOT_FOUND'] });
  });
});

test('after an outage one event of every kind comes, since anything may have changed', async () => {
  const subscription = await watch(desk.manager, book.id);
  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'riskgraph events' and datname = current_database()",
  );
  const kinds = [];
  while (kinds.length < 4) kinds.push(await kindOf(subscription));
  expect(kinds).toEqual(['LOANS', 'RATINGS', 'PORTFOLIO', 'DEFAULT_RATES']);
  await nothingButAName(subscription);
});

test('over plain HTTP it is refused: it would be executed without having been subscribed to', async () => {
  const document = 'subscription ($id: ID!) { portfolioChanged(portfolioId: $id) { kind } }';
  const { code, message } = await manager().refusal(document, { id: book.id });
  expect([code, message]).toEqual([
    'BAD_USER_INPUT',
    expect.stringContaining('A subscription needs a WebSocket'),
  ]);
});
