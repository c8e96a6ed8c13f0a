import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { containing } from '../../../platform/database/like.ts';
import { Decimal, toRate } from '../../../platform/decimal.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import type { SortKey } from '../../../platform/paging/keyset.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import { mayRead } from '../loan/loan.rows.ts';
import { loansThat } from '../loan/loan-filter.sql.ts';
import { RATING_FACTORS } from '../rating/rating-factors.sql.ts';
import { nearestGrade } from '../rating/rating-scale.ts';
import type { Borrower, BorrowerListArgs, BorrowerOrder } from './borrower.type.ts';

/** Exact sums per borrower (alias `b`) of the portfolios that a condition on loans `l` selects. */
export const borrowersOf = (
  loans: RawBuilder<SqlBool>,
  having: RawBuilder<SqlBool> = sql<SqlBool>`true`,
) => sql`(
  select l.portfolio_id, l.borrower as name, min(l.borrower_group) as group_name, count(*) as loan_count,
    sum(l.amount) as exposure, sum(l.amount * l.rate) as rate_sum,
    sum(l.amount) filter (where f.factor is not null) as graded_exposure,
    sum(l.amount * f.factor) as factor_sum, count(*) filter (where l.status = 'PERFORMING') as performing_count
  from loans l left join ${RATING_FACTORS} on f.grade = l.credit_rating
  where ${loans} group by l.portfolio_id, l.borrower having ${having}) b`;

export const borrowerColumns = sql`b.portfolio_id::text as "portfolioKey", b.name, b.group_name as "group",
  b.loan_count::int as "loanCount", b.exposure, b.rate_sum, b.graded_exposure, b.factor_sum,
  b.performing_count::int as "performingCount",
  (select sum(amount) from loans where portfolio_id = b.portfolio_id) as portfolio_exposure`;

export function toBorrower(record: Record<string, unknown>): Borrower {
  const { rate_sum, graded_exposure, factor_sum, portfolio_exposure, ...row } = record as Record<
    string,
    string
  >;
  const { portfolioKey, name, exposure } = row as { portfolioKey: string; name: string; exposure: string };
  return {
    ...row,
    id: toGlobalId('Borrower', `${portfolioKey}:${name}`),
    share: new Decimal(exposure).div(portfolio_exposure as string).toNumber(),
    weightedAverageRate: toRate(new Decimal(rate_sum as string).div(exposure)),
    averageRating: graded_exposure
      ? nearestGrade(new Decimal(factor_sum as string).div(graded_exposure))
      : null,
  } as unknown as Borrower;
}

/** The borrowers of a portfolio. */
export const borrowersByPortfolioKey = pagedList<BorrowerListArgs, Borrower>({
  query: ({ search, filter, orderBy }, context) => ({
    select: borrowerColumns,
    from: borrowersOf(
      sql<SqlBool>`l.portfolio_id = parent.key::bigint and ${search ? sql`l.borrower ilike ${containing(search)}` : sql`true`}`,
      sql<SqlBool>`bool_or(${loansThat(filter)})`,
    ),
    where: sql<SqlBool>`exists (select from portfolios p where p.id = parent.key::bigint and ${mayRead(context)})`,
    keys: sortKeys(orderBy),
  }),
  toRow: toBorrower,
});

const NAME = { expression: sql`b.name`, type: 'text' } as const;
const SORT_KEYS: Record<BorrowerOrder['by'], Omit<SortKey, 'direction'>> = {
  NAME,
  EXPOSURE: { expression: sql`b.exposure`, type: 'numeric' },
  LOAN_COUNT: { expression: sql`b.loan_count`, type: 'bigint' },
};

function sortKeys(order: BorrowerOrder | null | undefined): SortKey[] {
  const direction = order?.direction === 'DESC' ? 'desc' : 'asc';
  if (!order || order.by === 'NAME') return [{ ...NAME, direction }];
  return [
    { ...SORT_KEYS[order.by], direction },
    { ...NAME, direction: 'asc' },
  ];
}
