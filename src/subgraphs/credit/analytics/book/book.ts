import { type RawBuilder, sql } from 'kysely';
import { type GraphContext, viewerOf } from '../../../../platform/graphql/context.ts';
import { loansThat } from '../../loan/loan-filter.sql.ts';
import type { LoanFilter } from '../../loan/loan-filter.type.ts';
import { visiblePortfolios } from '../../portfolio/visible-portfolios.ts';
import { shocked } from '../scenario/shocked-book.ts';
import { keysIn, type ScopeArgs } from '../scope.ts';
import { type Book, type Portfolios, STORED_COLUMNS } from './book-columns.ts';

/**
 * The loans `l` of each scope, as filter and scenario leave them: the one relation that every number is computed
 * from. `l.scope` is a scope's place in `scopes`, `l.id` is null for a loan that a scenario added. Portfolios that the
 * viewer may not read hold no loans here, whoever asks. What a number does not ask for costs nothing: without a
 * scenario the planner sees through to the table.
 */
export const bookOf = (scopes: string[], args: Omit<ScopeArgs, 'asOf'>, context: GraphContext): Book =>
  bookIn(pairsOf(scopes), args, context);

/** The same, for scopes that are a relation of (scope, portfolio_id) pairs. */
function bookIn(
  pairs: RawBuilder<unknown>,
  { filter, scenario }: Omit<ScopeArgs, 'asOf'>,
  context: GraphContext,
): Book {
  const portfolios = portfoliosIn(pairs, context);
  return shocked(storedLoans(portfolios, filter), scenario, portfolios);
}

/** (scope, portfolio_id) pairs: a scope is named by its place. */
export function pairsOf(scopes: string[]): RawBuilder<unknown> {
  const pairs = scopes.flatMap((scope, place) => keysIn(scope).map((key) => ({ place, key })));
  const [first] = pairs;
  // The planner takes an array that it does not know for ten pairs; one alone it knows.
  if (first && pairs.length === 1) return sql`(values (${first.place}::int, ${first.key}::bigint))`;
  const places = pairs.map(({ place }) => place);
  const keys = pairs.map(({ key }) => key);
  return sql`unnest(${places}::int[], ${keys}::bigint[])`;
}

/** The book of a list whose parent is a scope: its portfolios are the keys in `parent.key`. */
export const bookOfParent = (args: Omit<ScopeArgs, 'asOf'>, context: GraphContext): Book =>
  bookIn(sql`(select 0, unnest(string_to_array(parent.key, ' '))::bigint)`, args, context);

/** The portfolios `p` of the pairs, as far as the viewer may read them. */
export const portfoliosIn = (pairs: RawBuilder<unknown>, context: GraphContext): Portfolios => sql`(
  select s.scope, s.portfolio_id, p.tenant_id
  from ${pairs} as s(scope, portfolio_id) join portfolios p on p.id = s.portfolio_id
  where ${visiblePortfolios(viewerOf(context))}) p`;

/** What the filter selects, before any shock. */
export const storedLoans = (portfolios: Portfolios, filter: LoanFilter | null): Book => sql`(
  select p.scope, ${sql.join(STORED_COLUMNS.map((column) => sql.ref(`l.${column}`)))},
    dr.default_probability as pd, 1 - dr.recovery_rate as lgd, dr.risk_weight
  from ${portfolios}
  join loans l on l.portfolio_id = p.portfolio_id
  left join default_rates dr on dr.tenant_id = l.tenant_id and dr.credit_rating = l.credit_rating
  where ${loansThat(filter)}) l`;
