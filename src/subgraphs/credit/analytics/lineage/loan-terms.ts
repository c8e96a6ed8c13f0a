import { sql } from 'kysely';
import type { Term } from './figure.ts';

/** What formulas take of a loan `l`, after the shocks. */
export const AMOUNT: Term<unknown> = {
  inputs: () => ['Loan.amount'],
  unit: 'MONEY',
  of: () => sql`l.amount`,
};
export const RATE: Term<unknown> = { inputs: () => ['Loan.rate'], unit: 'PERCENT', of: () => sql`l.rate` };
export const MATURITY: Term<unknown> = {
  inputs: () => ['Loan.maturityDate'],
  unit: null,
  of: () => sql`l.maturity_date`,
};
export const GRADE: Term<unknown> = {
  inputs: () => ['Loan.creditRating'],
  unit: null,
  of: () => sql`l.credit_rating`,
};
export const STATUS: Term<unknown> = { inputs: () => ['Loan.status'], unit: null, of: () => sql`l.status` };
export const PD: Term<unknown> = {
  inputs: () => ['Loan.creditRating', 'DefaultRate.defaultProbability'],
  unit: 'FRACTION',
  of: () => sql`l.pd`,
};
export const LGD: Term<unknown> = {
  inputs: () => ['Loan.creditRating', 'DefaultRate.recoveryRate'],
  unit: 'FRACTION',
  of: () => sql`l.lgd`,
};
export const RISK_WEIGHT: Term<unknown> = {
  inputs: () => ['Loan.creditRating', 'DefaultRate.riskWeight'],
  unit: 'FRACTION',
  of: () => sql`l.risk_weight`,
};
