import type { Parented } from '../../../platform/graphql/parented-loader.ts';
import type { LoanFilter } from '../loan/loan-filter.type.ts';
import type { SoundShock } from './scenario/sound-scenario.ts';
import type { Selection } from './selection.ts';

/** What scopes have in common when one statement answers for all of them. */
export interface ScopeArgs {
  asOf: string;
  filter: LoanFilter | null;
  scenario: SoundShock[];
}

/** A scope is one portfolio or the union of several; its name is their keys. */
export const inScope = ({ portfolioKeys, asOf, filter, scenario }: Selection): Parented<ScopeArgs> => ({
  parentKey: portfolioKeys.join(' '),
  args: { asOf, filter, scenario },
});

/** The portfolios' keys in a scope's name. */
export const keysIn = (scope: string): string[] => (scope === '' ? [] : scope.split(' '));

/** Rows of a statement over many scopes, each with its scope's place: a function from a scope to its own rows. */
export function rowsOfScopes<Row extends { scope: number }>(
  scopes: string[],
  rows: Row[],
): (scope: string) => Row[] {
  const byScope = Map.groupBy(rows, (row) => scopes[row.scope]);
  return (scope) => byScope.get(scope) ?? [];
}
