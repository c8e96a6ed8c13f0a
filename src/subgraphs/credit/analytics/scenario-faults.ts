import { type RawBuilder, sql } from 'kysely';
import { badUserInput, type Issue } from '../../../platform/errors.ts';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../entities.ts';
import { bookOf } from './book.ts';
import { inScope, type ScopeArgs } from './scope.ts';
import type { Selection } from './selection.ts';
import type { SoundShock } from './sound-scenario.ts';

/** Throws BAD_USER_INPUT where a shock names a loan that is not in the book it meets, or adds one that is. */
export async function refuseFaults(selection: Selection, context: GraphContext): Promise<void> {
  if (!selection.scenario.some(namesLoan)) return;
  const issues = await load(context, faultsLoader, inScope(selection));
  if (issues.length > 0) throw badUserInput(issues);
}

/** What a named loan is in the book that the shock meets, which earlier shocks may have changed. */
interface Met {
  scope: number;
  place: number;
  keepsRating: boolean;
}

const faultsLoader = parentedLoader<ScopeArgs, Issue[]>(async (scopes, args, context) => {
  const questions = args.scenario.flatMap((shock, place) =>
    namesLoan(shock) ? [meeting(scopes, args, place, context)] : [],
  );
  const { rows } = await sql<Met>`${sql.join(questions, sql` union all `)}`.execute(creditDb(context));
  return (scope) => {
    const here = rows.filter((row) => scopes[row.scope] === scope);
    return args.scenario.flatMap((shock, place) => {
      if (!namesLoan(shock)) return [];
      return faultOf(
        shock,
        place,
        here.find((row) => row.place === place),
      );
    });
  };
});

function meeting(
  scopes: string[],
  args: ScopeArgs,
  place: number,
  context: GraphContext,
): RawBuilder<unknown> {
  const { name, shock } = args.scenario[place] as SoundShock;
  const grade = name === 'changeLoan' ? (shock.values.creditRating ?? null) : null;
  const book = bookOf(scopes, { filter: args.filter, scenario: args.scenario.slice(0, place) }, context);
  // A change to a grade that the tenant's table lacks would make a rated loan unrated.
  const keepsRating = sql`bool_and(${grade}::credit_rating is null or l.pd is null or exists (
    select from default_rates dr where dr.tenant_id = l.tenant_id and dr.credit_rating = ${grade}::credit_rating))`;
  return sql`(
    select l.scope, ${place}::int as place, ${keepsRating} as "keepsRating"
    from ${book} where l.loan_id = ${loanIdOf(args.scenario[place] as SoundShock)} group by l.scope)`;
}

function faultOf(shock: SoundShock, place: number, met: Met | undefined): Issue[] {
  const at = (field: string) => ['scenario', place, shock.name, field];
  const shown = JSON.stringify(loanIdOf(shock));
  if (shock.name === 'addLoan') {
    return met ? [{ path: at('loanId'), message: `${shown} is the number of a selected loan.` }] : [];
  }
  if (!met) return [{ path: at('loanId'), message: `${shown} is not the number of a selected loan.` }];
  if (met.keepsRating) return [];
  return [{ path: at('creditRating'), message: "The tenant's default rates have no such grade." }];
}

const namesLoan = ({ name }: SoundShock) =>
  name === 'changeLoan' || name === 'removeLoan' || name === 'addLoan';

function loanIdOf({ name, shock }: SoundShock): string {
  if (name === 'addLoan') return shock.values.loanId;
  return name === 'changeLoan' || name === 'removeLoan' ? shock.loanId : '';
}
