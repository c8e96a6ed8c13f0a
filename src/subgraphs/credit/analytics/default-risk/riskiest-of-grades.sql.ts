import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { pairsOf, portfoliosIn } from '../book/book.ts';

/**
 * Loans among which are the `top` of each scope with the largest E·PD·LGD, whole portfolios as they are. Within a grade
 * PD and LGD are the same, so that its riskiest loans are its largest: an index has them (`loans_largest_of_grade`).
 * Only of a grade that loses nothing does the amount decide nothing.
 */
export const riskiestOfGrades = (
  scopes: string[],
  { top }: { top: number },
  context: GraphContext,
): RawBuilder<unknown> => sql`
  with grades as materialized (
    select p.scope, p.portfolio_id, dr.credit_rating, dr.default_probability as pd, 1 - dr.recovery_rate as lgd
    from ${portfoliosIn(pairsOf(scopes), context)} join default_rates dr on dr.tenant_id = p.tenant_id
  ), losing as materialized (
    ${firstOf(sql`g.pd * g.lgd > 0`, sql`l.amount desc, l.loan_id collate "C", l.id`, top)}
  )
  select * from losing
  union all
  ${firstOf(
    sql`g.pd * g.lgd = 0 and (select count(*) from losing where scope = g.scope) < ${top}`,
    sql`l.loan_id collate "C", l.id`,
    top,
  )}`;

const firstOf = (grades: RawBuilder<unknown>, order: RawBuilder<unknown>, top: number) => sql`
  select g.scope, l.id, l.loan_id, l.borrower, l.amount, g.credit_rating, g.pd, g.lgd
  from grades g cross join lateral (
    select * from loans l where l.portfolio_id = g.portfolio_id and l.credit_rating = g.credit_rating
    order by ${order} limit ${top}
  ) l where ${grades}`;
