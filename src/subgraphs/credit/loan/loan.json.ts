import { type RawBuilder, sql } from 'kysely';
import { toMoney } from '../../../platform/decimal.ts';
import {
  type JsonColumn,
  jsonGlobalId,
  jsonInstant,
  jsonInteger,
  jsonString,
  jsonTypename,
  jsonWord,
} from '../../../platform/paging/json-column.ts';
import type { JsonColumns } from '../../../platform/paging/json-pages.ts';
import { jsonReference } from '../../../platform/paging/json-references.ts';

/** A figure of a loan and the line of its grade, `dr`, in the tenant's table: exact, and null without a grade. */
const ofGrade = (figure: RawBuilder<unknown>) => sql`(
  select ${figure} from default_rates dr where dr.tenant_id = l.tenant_id and dr.credit_rating = l.credit_rating)::text`;

/** PostgreSQL rounds a half up, the graph to even: so it is rounded here. */
const money = (figure: RawBuilder<unknown>): JsonColumn => ({
  text: ofGrade(figure),
  toJson: (exact) => `"${toMoney(exact)}"`,
});

const fraction = (figure: RawBuilder<unknown>): JsonColumn => ({
  text: ofGrade(figure),
  toJson: (exact) => JSON.stringify(Number(exact)),
});

/** What can be had of a loan `l` as JSON: what is stored of it, and its own risk figures (`loan-risk.ts`). */
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
  portfolio: jsonReference('portfolio', sql`l.portfolio_id::text`, (portfolioKey) => ({ portfolioKey })),
  probabilityOfDefault: fraction(sql`dr.default_probability`),
  lossGivenDefault: fraction(sql`1 - dr.recovery_rate`),
  expectedLoss: money(sql`l.amount * dr.default_probability * (1 - dr.recovery_rate)`),
  riskWeightedAssets: money(sql`l.amount * dr.risk_weight`),
} satisfies JsonColumns;
