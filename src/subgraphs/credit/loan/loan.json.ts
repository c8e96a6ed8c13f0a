import { sql } from 'kysely';
import {
  jsonGlobalId,
  jsonInstant,
  jsonInteger,
  jsonString,
  jsonTypename,
  jsonWord,
} from '../../../platform/paging/json-column.ts';
import type { JsonColumns } from '../../../platform/paging/json-pages.ts';

/** What PostgreSQL can write of a loan `l`: all that is stored of it, and nothing that is computed. */
export const loanJson = {
  __typename: jsonTypename('Loan'),
  id: jsonGlobalId('Loan', sql`l.id`),
  loanId: jsonString(sql`l.loan_id`),
  borrower: jsonString(sql`l.borrower`),
  borrowerGroup: jsonString(sql`l.borrower_group`),
  amount: jsonWord(sql`l.amount`),
  rate: jsonWord(sql`l.rate`),
  sector: jsonString(sql`l.sector`),
  maturityDate: jsonWord(sql`l.maturity_date`),
  creditRating: jsonWord(sql`l.credit_rating`),
  status: jsonWord(sql`l.status`),
  country: jsonString(sql`l.country`),
  debtToEquity: jsonWord(sql`l.debt_to_equity`),
  interestCoverage: jsonWord(sql`l.interest_coverage`),
  leverageRatio: jsonWord(sql`l.leverage_ratio`),
  version: jsonInteger(sql`l.version`),
  createdAt: jsonInstant(sql`l.created_at`),
  updatedAt: jsonInstant(sql`l.updated_at`),
} satisfies JsonColumns;
