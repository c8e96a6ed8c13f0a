import { useTestDatabase } from '../../support/database.ts';
import { type TestServer, useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';

/** LGD is 0.6 throughout, so that expected losses can be worked out by hand. */
const RATES = `credit_rating,default_probability,recovery_rate,risk_weight
BBB,0.01,0.4,0.5
BB,0.02,0.4,1
B,0.05,0.4,1.5
D,1,0.4,1.5
`;
const COLUMNS = 'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status';
const CREATE = 'mutation ($input: CreatePortfolioInput!) { createPortfolio(input: $input) { id } }';
const LOANS = 'mutation ($input: ImportLoansInput!) { importLoans(input: $input) { created } }';
const RATINGS =
  'mutation ($input: ImportRatingHistoryInput!) { importRatingHistory(input: $input) { created } }';
const DEFAULT_RATES = 'mutation ($file: Upload!) { importDefaultRates(file: $file) { creditRating } }';

export interface Lender {
  /** Serves the page, and answers trusted documents only. */
  pageServer: TestServer;
  /** Makes a portfolio of the manager's with these rows: its id. */
  makeBook(name: string, rows: string[]): Promise<string>;
  /** Imports rows as somebody elsewhere does; `more` names columns behind the usual ones. */
  importLoans(portfolioId: string, rows: string[], ...more: string[]): Promise<void>;
  importRatings(portfolioId: string, rows: string[]): Promise<void>;
  /** Asks as the manager. Throws for a refusal. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  ask(document: string, variables?: object): Promise<any>;
  database: ReturnType<typeof useTestDatabase>;
}

export const csvOf = (rows: string[], more: string[] = []): string =>
  `${[[COLUMNS, ...more].join(','), ...rows].join('\n')}\n`;

/** A tenant with default rates, and two servers: the page's, and another for whoever changes books meanwhile. */
export function useLender(frontPageDirectory: string): Lender {
  const database = useTestDatabase();
  const pageServer = useTestServer(database, 'dist/playground', {
    frontPageDirectory,
    persistedDocuments: 'only',
  });
  const elsewhere = useTestServer(database);
  let token: string;
  beforeAll(async () => {
    await seedIdentity(database);
    const admin = await elsewhere.signIn('a.admin', PASSWORD);
    await elsewhere.upload(DEFAULT_RATES, { file: null }, 'file', new Blob([RATES]), admin);
    token = await elsewhere.signIn('a.portfolio_manager', PASSWORD);
  });
  const upload = async (document: string, portfolioId: string, text: string) => {
    const input = { portfolioId, file: null, errorPolicy: 'REJECT_ALL' };
    const { body } = await elsewhere.upload(document, { input }, 'input.file', new Blob([text]), token);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
  };
  const lender: Lender = {
    database,
    pageServer,
    async ask(document, variables) {
      const { body } = await elsewhere.ask(document, variables, token);
      if (body.errors) throw new Error(JSON.stringify(body.errors));
      return body.data;
    },
    async makeBook(name, rows) {
      const { createPortfolio } = await lender.ask(CREATE, { input: { name } });
      if (rows.length > 0) await lender.importLoans(createPortfolio.id, rows);
      return createPortfolio.id;
    },
    importLoans: (id, rows, ...more) => upload(LOANS, id, csvOf(rows, more)),
    importRatings: (id, rows) =>
      upload(RATINGS, id, `${['loan_id,snapshot_date,credit_rating', ...rows].join('\n')}\n`),
  };
  return lender;
}
