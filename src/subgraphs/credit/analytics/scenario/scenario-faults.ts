import { type RawBuilder, sql } from 'kysely';
import { badUserInput, type Issue } from '../../../../platform/errors.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { pairsOf, portfoliosIn, storedLoans } from '../book/book.ts';
import { type Book, columnsOf } from '../book/book-columns.ts';
import { inScope, rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { afterShock } from './shocked-book.ts';
import type { SoundShock } from './sound-scenario.ts';

/** Throws BAD_USER_INPUT where a shock names a loan that is not in the book it meets, or adds one that is. */
export async function refuseFaults(selection: Selection, context: GraphContext): Promise<void> {
  if (!selection.scenario.some(namesLoan)) return;
  const issues = await load(context, faultsLoader, inScope(selection));
  if (issues.length > 0) throw badUserInput(issues);
}

/** What a shock finds under the number that it names, in the book that the shocks before have left. */
interface Met {
  scope: number;
  place: number;
  losesRating: boolean;
}

const faultsLoader = parentedLoader<ScopeArgs, Issue[]>(async (scopes, args, context) => {
  const { rows } = await meetings(scopes, args, context).execute(creditDb(context));
  const rowsOf = rowsOfScopes(scopes, rows);
  return (scope) => {
    const met = new Map(rowsOf(scope).map((row) => [row.place, row]));
    return args.scenario.flatMap((shock, place) =>
      namesLoan(shock) ? faultOf(shock, place, met.get(place)) : [],
    );
  };
});

/** One step for each shock, over the step before: a statement that grows by the same piece with every shock. */
function meetings(scopes: string[], { filter, scenario }: ScopeArgs, context: GraphContext) {
  const portfolios = portfoliosIn(pairsOf(scopes), context);
  const first = sql`step_0 as (
    select ${columnsOf()} from ${storedLoans(portfolios, filter)} where ${mayMatter(scenario)})`;
  const next = scenario.map((shock, place) => {
    const after = afterShock(bookAt(place), shock, portfolios);
    return sql`${stepAt(place + 1)} as (
      select ${columnsOf()} from ${after} where ${mayMatter(scenario.slice(place + 1))})`;
  });
  const questions = scenario.flatMap((shock, place) => (namesLoan(shock) ? [meeting(shock, place)] : []));
  return sql<Met>`with ${sql.join([first, ...next])} ${sql.join(questions, sql` union all `)}`;
}

const stepAt = (place: number) => sql.ref(`step_${place}`);
const bookAt = (place: number): Book => sql`${stepAt(place)} l`;

/** The loans that are still to be named; as long as the largest are to default all loans, which decide who that is. */
function mayMatter(scenario: SoundShock[]): RawBuilder<unknown> {
  if (scenario.some(({ name }) => name === 'defaultShare')) return sql`true`;
  return sql`l.loan_id = any(${scenario.filter(namesLoan).map(loanIdOf)}::text[])`;
}

function meeting(shock: NamingShock, place: number): RawBuilder<unknown> {
  const grade = shock.name === 'changeLoan' ? shock.shock.values.creditRating : undefined;
  const losesRating =
    grade === undefined
      ? sql`false`
      : sql`bool_or(l.pd is not null and l.credit_rating is distinct from ${grade}::credit_rating and not exists (
          select from default_rates dr
          where dr.tenant_id = l.tenant_id and dr.credit_rating = ${grade}::credit_rating))`;
  return sql`
    select l.scope, ${place}::int as place, ${losesRating} as "losesRating"
    from ${bookAt(place)} where l.loan_id = ${loanIdOf(shock)} group by l.scope`;
}

function faultOf(shock: NamingShock, place: number, met: Met | undefined): Issue[] {
  const fault = (field: string, message: string) => [
    { path: ['scenario', place, shock.name, field], message },
  ];
  const shown = JSON.stringify(loanIdOf(shock));
  const isNew = shock.name === 'addLoan';
  if (isNew && met) return fault('loanId', `${shown} is the number of a selected loan.`);
  if (!isNew && !met) return fault('loanId', `${shown} is not the number of a selected loan.`);
  if (!met?.losesRating) return [];
  return fault('creditRating', "The loan is rated, and the tenant's default rates have no such grade.");
}

type NamingShock = Extract<SoundShock, { name: 'changeLoan' | 'removeLoan' | 'addLoan' }>;

const namesLoan = (shock: SoundShock): shock is NamingShock =>
  shock.name === 'changeLoan' || shock.name === 'removeLoan' || shock.name === 'addLoan';

const loanIdOf = ({ name, shock }: NamingShock): string =>
  name === 'addLoan' ? shock.values.loanId : shock.loanId;
