import { type RawBuilder, sql } from 'kysely';
import { type GraphContext, viewerOf } from '../../../platform/graphql/context.ts';
import { loansThat } from '../loan/loan-filter.sql.ts';
import { visiblePortfolios } from '../portfolio/visible-portfolios.ts';
import { BOOK_COLUMNS, type Book } from './book-columns.ts';
import { keysIn, type ScopeArgs } from './scope.ts';
import { shocked } from './shocked-book.ts';

/**
 * The loans `l` of each scope, as filter and scenario leave them: the one relation that every number is computed
 * from. `l.scope` is a scope's place in `scopes`, `l.id` is null for a loan that a scenario added. Portfolios that the
 * viewer may not read hold no loans here, whoever asks. What a number does not ask for costs nothing: without a
 * scenario the planner sees through to the table.
 */
export function bookOf(scopes: string[], args: Omit<ScopeArgs, 'asOf'>, context: GraphContext): Book {
  const pairs = scopes.flatMap((scope, place) => keysIn(scope).map((key) => ({ place, key })));
  const places = pairs.map(({ place }) => place);
  const keys = pairs.map(({ key }) => key);
  return bookIn(sql`unnest(${places}::int[], ${keys}::bigint[])`, args, context);
}

/** The same, for scopes that are a relation of (scope, portfolio_id) pairs. */
export function bookIn(
  pairs: RawBuilder<unknown>,
  { filter, scenario }: Omit<ScopeArgs, 'asOf'>,
  context: GraphContext,
): Book {
  const columns = BOOK_COLUMNS.slice(1, -3).map((column) => sql.ref(`l.${column}`));
  const stored = sql`(
    select s.scope, ${sql.join(columns)},
      dr.default_probability as pd, 1 - dr.recovery_rate as lgd, dr.risk_weight
    from ${pairs} as s(scope, portfolio_id)
    join portfolios p on p.id = s.portfolio_id
    join loans l on l.portfolio_id = p.id
    left join default_rates dr on dr.tenant_id = l.tenant_id and dr.credit_rating = l.credit_rating
    where ${visiblePortfolios(viewerOf(context))} and ${loansThat(filter)}) l`;
  return shocked(stored, scenario, pairs);
}
