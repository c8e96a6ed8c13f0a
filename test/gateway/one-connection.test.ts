import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../support/identity-fixtures.ts';
import { askReport } from './reports/ask-report.ts';

const WAIT_LIMIT_MS = 2_000;

/**
 * Requests that hold one connection and ask for another would, ten at a time, wait for each other until none has any
 * time left. With a pool of one, each of them waits for itself.
 */
describe('a request never waits for a second connection while it holds one', () => {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let a: TenantFixture;
  let portfolioId: string;
  let loanId: string;
  beforeAll(async () => {
    ({ a } = await seedIdentity(database));
    [portfolioId = ''] = await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1);
    const [loan] = await database.query<{ id: string }>('select id::text from loans limit 1');
    loanId = toGlobalId('Loan', loan?.id ?? '');
    const { options } = await database.orm.em.getDriver().getConnection().getNativeClient();
    Object.assign(options, { max: 1, connectionTimeoutMillis: WAIT_LIMIT_MS });
  });

  const as = (role: string) => server.signIn(`a.${role}`, PASSWORD);
  const ask = async (role: string, document: string, variables = {}) => {
    const { status, body } = await server.ask(document, variables, await as(role));
    expect([status, body.errors]).toEqual([200, undefined]);
    return body.data;
  };

  it('for a query with many branches', () =>
    ask(
      'portfolio_manager',
      `{ me { organization { name tenant { name } } } portfolios { totalCount nodes { owner { fullName }
         loans(first: 2) { totalCount nodes { loanId } } analytics { summary { totalExposure } } } } }`,
    ));

  it('for a report of many pages', async () => {
    await database.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
       select p.tenant_id, p.id, 'N' || n, 'B', 1, 5, 'Retail', '2030-01-01', 'BBB', 'PERFORMING'
       from portfolios p, generate_series(1, 1500) n where p.name = 'Portfolio 0001'`,
    );
    const token = await as('portfolio_manager');
    const { status, text } = await askReport(server.url, `Loans.csv?portfolioId=${portfolioId}`, { token });
    expect({ status, lines: text.split('\r\n').length }).toEqual({ status: 200, lines: 1 + 1_503 + 1 });
    await database.query("delete from loans where loan_id like 'N%'");
  });

  it('to change a book', async () => {
    const { createPortfolio } = await ask(
      'portfolio_manager',
      'mutation { createPortfolio(input: { name: "One" }) { id owner { fullName } analytics { summary { totalExposure } } } }',
    );
    await ask(
      'portfolio_manager',
      `mutation ($id: ID!, $loanId: ID!, $other: ID!) {
         updatePortfolio(id: $id, input: { name: "Other" }) { owner { fullName } }
         updateLoan(id: $loanId, input: { rate: "5.5" }) { expectedLoss portfolio { owner { fullName } } }
         deleteLoan(id: $loanId) { portfolio { name } }
         deletePortfolio(id: $other) { id } }`,
      { id: portfolioId, loanId, other: createPortfolio.id },
    );
  });

  it('to import one', async () => {
    const csv =
      'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status\nX1,B,100,5,Retail,2030-01-01,BBB,Performing\nX2,B,none,5,Retail,2030-01-01,BBB,Performing\n';
    const { body } = await server.upload(
      'mutation ($input: ImportLoansInput!) { importLoans(input: $input) { created failed portfolio { name } } }',
      { input: { portfolioId, file: null } },
      'input.file',
      new Blob([csv]),
      await as('portfolio_manager'),
    );
    expect(body.errors).toBeUndefined();
  });

  it('to manage users, keys and sessions', async () => {
    const user = a.ids.users.VIEWER;
    await ask(
      'admin',
      `mutation ($id: ID!) {
         updateUser(id: $id, input: { role: ANALYST }) { organization { name } }
         unlockUser(id: $id) { username }
         resetPassword(userId: $id, newPassword: "Quite-another-1") { username }
         createApiKey(input: { name: "tool", role: VIEWER }) { secret }
         updateProfile(input: { fullName: "Somebody" }) { fullName }
         logout(everywhere: true) }`,
      { id: user },
    );
    await ask(
      'analyst',
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken user { organization { name } } } }',
      { input: { currentPassword: PASSWORD, newPassword: 'Quite-another-2' } },
    );
  });

  it('to refuse', async () => {
    const { status, body } = await server.ask(
      'mutation { createUser: unlockUser(id: "VXNlcjox") { id } }',
      {},
      await as('portfolio_manager'),
    );
    expect([status, body.errors[0].extensions.code]).toEqual([200, 'FORBIDDEN']);
  });
});
