import fc from 'fast-check';
import { LOAN_STATUSES } from '../../../../src/subgraphs/credit/loan/loan-status.ts';
import { CREDIT_RATINGS } from '../../../../src/subgraphs/credit/rating/rating-scale.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { addPortfolio, type Lender } from './book.ts';

const decimal = (from: bigint, to: bigint, places: number) =>
  fc.bigInt({ min: from, max: to }).map((units) => inUnits(units, places));

/** Exact text: 1234n in 2 places is `12.34`. */
export function inUnits(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const ratio = fc.option(decimal(-100_000n, 100_000n, 4));

/** Any loan: few names, so that groups hold several; gaps wherever a loan may have them. */
const anyLoan = fc.record({
  borrower: fc.constantFrom('Acme', 'acme', 'Bolt', 'Ärzte'),
  borrower_group: fc.option(fc.constantFrom('Group', 'Other')),
  amount: decimal(1n, 100_000_000_000_000n, 2),
  rate: decimal(0n, 1_000_000n, 4),
  sector: fc.constantFrom('Retail', 'Energy', 'energy'),
  country: fc.option(fc.constantFrom('UK', 'FR')),
  credit_rating: fc.option(fc.constantFrom(...CREDIT_RATINGS)),
  status: fc.constantFrom(...LOAN_STATUSES),
  maturity_date: fc.constantFrom(
    '1999-12-31',
    '2026-02-28',
    '2026-03-01',
    '2026-06-01',
    '2031-03-01',
    '2200-12-31',
  ),
  debt_to_equity: ratio,
  interest_coverage: ratio,
  leverage_ratio: ratio,
});

export const anyBook = fc.array(anyLoan, { maxLength: 15 });
export type RandomLoan = typeof anyLoan extends fc.Arbitrary<infer Loan> ? Loan : never;

/** The key of a new portfolio that holds these loans, stored in one statement. */
export async function addBook(db: TestDatabase, lender: Lender, loans: RandomLoan[]): Promise<string> {
  const key = await addPortfolio(db, lender);
  const columns = Object.keys(loans[0] ?? { amount: '' }).join(', ');
  await db.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, ${columns})
     select ?, ?, 'L-' || row_number() over (), ${columns} from json_populate_recordset(null::loans, ?)`,
    [lender.tenantKey, key, JSON.stringify(loans)],
  );
  return key;
}
