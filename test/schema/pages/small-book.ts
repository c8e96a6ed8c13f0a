import type { Viewer } from '../../../src/platform/security/viewer.ts';
import {
  addDefaultRates,
  addLoans,
  addPortfolio,
  addSnapshot,
  type LoanColumns,
  type Stored,
} from '../../subgraphs/credit/books.ts';
import type { TestDatabase } from '../../support/database.ts';

/** A million over five loans, on 1 March 2026; every figure of it can be worked out by hand. */
const LOANS: LoanColumns[] = [
  {
    ...{ borrower: 'Acme', borrower_group: 'Acme Group', sector: 'Retail', country: 'United Kingdom' },
    ...{
      amount: '400000',
      rate: '5',
      maturity_date: '2027-03-01',
      credit_rating: 'BBB',
      status: 'PERFORMING',
    },
    ...{ debt_to_equity: '2', interest_coverage: '5', leverage_ratio: '3' },
  },
  {
    ...{ borrower: 'Acme', borrower_group: 'Acme Group', sector: 'Retail', country: 'United Kingdom' },
    ...{ amount: '100000', rate: '7', maturity_date: '2026-04-15', credit_rating: 'B', status: 'WATCH_LIST' },
    ...{ debt_to_equity: '4', interest_coverage: '2', leverage_ratio: '3' },
  },
  {
    ...{ borrower: 'Bolt', sector: 'Energy', country: 'Germany' },
    ...{
      amount: '300000',
      rate: '6',
      maturity_date: '2028-09-01',
      credit_rating: 'BBB',
      status: 'PERFORMING',
    },
    ...{ debt_to_equity: null, interest_coverage: '3', leverage_ratio: '5' },
  },
  {
    ...{ borrower: 'Cog', sector: 'Energy', country: null },
    ...{
      amount: '150000',
      rate: '10',
      maturity_date: '2030-03-01',
      credit_rating: null,
      status: 'PERFORMING',
    },
    ...{ debt_to_equity: '1', interest_coverage: '4', leverage_ratio: '2' },
  },
  {
    ...{ borrower: 'Dyne', sector: 'Retail', country: 'Germany' },
    ...{ amount: '50000', rate: '8', maturity_date: '2025-12-01', credit_rating: 'D', status: 'DEFAULTED' },
    ...{ debt_to_equity: '-2', interest_coverage: '1', leverage_ratio: '-1' },
  },
];

/** Of each loan, half a year apart. */
const SNAPSHOTS = [
  ['BBB', 'BBB'],
  ['BBB', 'B'],
  ['B', 'BBB'],
  ['BBB', 'NR'],
  ['B', 'D'],
] as const;

export async function addSmallBook(database: TestDatabase, owner: Viewer): Promise<Stored> {
  await addDefaultRates(database, owner.tenantId, [
    ['BBB', '0.01', '0.6', '0.75'],
    ['B', '0.10', '0.4', '1.5'],
    ['D', '1', '0.2', '1.5'],
  ]);
  const portfolio = await addPortfolio(database, owner);
  const loans = await addLoans(database, portfolio, LOANS);
  for (const [place, [before, after]] of SNAPSHOTS.entries()) {
    await addSnapshot(database, loans[place]!, '2025-01-01', before);
    await addSnapshot(database, loans[place]!, '2025-07-01', after);
  }
  return portfolio;
}

/** The same borrowers, with nothing known of how good they are. */
export async function addUnratedBook(database: TestDatabase, owner: Viewer): Promise<Stored> {
  const portfolio = await addPortfolio(database, owner);
  const unknown = {
    credit_rating: null,
    debt_to_equity: null,
    interest_coverage: null,
    leverage_ratio: null,
  };
  await addLoans(
    database,
    portfolio,
    LOANS.map((loan) => ({ ...loan, ...unknown })),
  );
  return portfolio;
}
