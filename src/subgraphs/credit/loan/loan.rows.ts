import { type SqlBool, sql } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import { type GraphContext, viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import type { SortKey } from '../../../platform/paging/keyset.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import { keptPage } from '../analytics/kept/kept.ts';
import { visiblePortfolios } from '../portfolio/visible-portfolios.ts';
import { CREDIT_RATINGS } from '../rating/rating-scale.ts';
import { type LoanListArgs, type LoanOrder, MAX_ORDERS } from './loan.args.ts';
import { loanJson } from './loan.json.ts';
import type { Loan } from './loan.type.ts';
import { loansThat } from './loan-filter.sql.ts';
import { LOAN_STATUSES } from './loan-status.ts';

export const loanColumns = sql`l.id::text as key, l.portfolio_id::text as "portfolioKey", l.tenant_id::text as "tenantKey",
  l.loan_id as "loanId", l.borrower, l.borrower_group as "borrowerGroup", l.amount, l.rate, l.sector,
  l.maturity_date as "maturityDate", l.credit_rating as "creditRating", l.status, l.country,
  l.debt_to_equity as "debtToEquity", l.interest_coverage as "interestCoverage", l.leverage_ratio as "leverageRatio",
  l.version, l.created_at as "createdAt", l.updated_at as "updatedAt"`;

/** The record itself: a list of a thousand is not copied. */
export function toLoan(record: Record<string, unknown>): Loan {
  record.id = toGlobalId('Loan', record.key as string);
  return record as unknown as Loan;
}

/** Loans `l` in portfolios `p` that the viewer may read. */
export const visibleLoans = sql`loans l join portfolios p on p.id = l.portfolio_id`;

/** The loans of a portfolio. */
export const loansByPortfolioKey = pagedList<LoanListArgs, Loan>({
  query: ({ filter, orderBy }, context) => ({
    select: loanColumns,
    from: visibleLoans,
    where: sql<SqlBool>`l.portfolio_id = parent.key::bigint and ${mayRead(context)} and ${loansThat(filter)}`,
    keys: sortKeys(orderBy),
  }),
  toRow: toLoan,
  json: loanJson,
  kept: (question, context, compute) => keptPage('loans', question, context, compute),
});

export const mayRead = (context: GraphContext) => visiblePortfolios(viewerOf(context));

const SORT_KEYS: Record<LoanOrder['by'], Omit<SortKey, 'direction'>> = {
  LOAN_ID: { expression: sql`l.loan_id`, type: 'text' },
  BORROWER: { expression: sql`l.borrower`, type: 'text' },
  AMOUNT: { expression: sql`l.amount`, type: 'numeric' },
  RATE: { expression: sql`l.rate`, type: 'numeric' },
  MATURITY_DATE: { expression: sql`l.maturity_date`, type: 'date' },
  CREDIT_RATING: {
    expression: sql`l.credit_rating`,
    type: { enumName: 'credit_rating', labels: CREDIT_RATINGS },
    nullable: true,
  },
  STATUS: { expression: sql`l.status`, type: { enumName: 'loan_status', labels: LOAN_STATUSES } },
  CREATED_AT: { expression: sql`l.created_at`, type: 'timestamptz' },
  UPDATED_AT: { expression: sql`l.updated_at`, type: 'timestamptz' },
};

/** The sort keys of an order of one portfolio's loans; ties by id, where the order has not told them apart already. */
export function sortKeys(orders: LoanOrder[] | null | undefined): SortKey[] {
  if (orders && orders.length > MAX_ORDERS) {
    throw badUserInput([{ path: ['orderBy'], message: `At most ${MAX_ORDERS} criteria.` }]);
  }
  const given: LoanOrder[] = orders?.length ? orders : [{ by: 'LOAN_ID' }];
  const keys: SortKey[] = given.map(({ by, direction }) => ({
    ...SORT_KEYS[by],
    direction: directionOf(direction),
  }));
  // Its loans' numbers are unique: with another key, their index would not be the order.
  if (given.some(({ by }) => by === 'LOAN_ID')) return keys;
  return [...keys, { expression: sql`l.id`, type: 'bigint', direction: keys[0]?.direction ?? 'asc' }];
}

const directionOf = (direction: LoanOrder['direction']): SortKey['direction'] =>
  direction === 'DESC' ? 'desc' : 'asc';
