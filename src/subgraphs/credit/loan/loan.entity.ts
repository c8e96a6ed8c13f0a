import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAtColumn,
  dayColumn,
  decimalColumn,
  enumColumn,
  idColumn,
  referenceColumn,
} from '../../../platform/database/columns.ts';
import { CREDIT_RATINGS } from '../rating/rating-scale.ts';
import { LOAN_STATUSES } from './loan-status.ts';

/** The labels of the database's enum: the 22 grades best first, then NR, which only a history holds. */
const RATING_LABELS = [...CREDIT_RATINGS, 'NR'] as const;

export const ratingColumn = () => enumColumn('credit_rating', RATING_LABELS);

/** An index for each filter and each order that the graph offers; the trigram and breach indexes are in the migration. */
export const LoanEntity = defineEntity({
  name: 'Loan',
  tableName: 'loans',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant').index(),
    portfolioId: referenceColumn('Portfolio'),
    loanId: p.string().length(50),
    borrower: p.string().length(255),
    borrowerGroup: p.string().length(255).nullable(),
    amount: decimalColumn(15, 2),
    rate: decimalColumn(7, 4),
    sector: p.string().length(100),
    maturityDate: dayColumn(),
    creditRating: ratingColumn().nullable(),
    status: enumColumn('loan_status', LOAN_STATUSES),
    country: p.string().length(100).nullable(),
    debtToEquity: decimalColumn(9, 4).nullable(),
    interestCoverage: decimalColumn(9, 4).nullable(),
    leverageRatio: decimalColumn(9, 4).nullable(),
    version: p.integer().default(1),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
  },
  uniques: [{ properties: ['portfolioId', 'loanId'] }],
  indexes: [
    { properties: ['portfolioId', 'borrower', 'id'] },
    { properties: ['portfolioId', 'borrowerGroup'] },
    { properties: ['portfolioId', 'amount', 'id'] },
    { properties: ['portfolioId', 'rate', 'id'] },
    { properties: ['portfolioId', 'sector'] },
    { properties: ['portfolioId', 'maturityDate', 'id'] },
    { properties: ['portfolioId', 'creditRating', 'id'] },
    { properties: ['portfolioId', 'status', 'id'] },
    { properties: ['portfolioId', 'country'] },
    { properties: ['portfolioId', 'createdAt', 'id'] },
    { properties: ['portfolioId', 'updatedAt', 'id'] },
  ],
  checks: [
    { name: 'loans_amount_check', expression: 'amount > 0' },
    { name: 'loans_credit_rating_check', expression: "credit_rating <> 'NR'" },
  ],
});
