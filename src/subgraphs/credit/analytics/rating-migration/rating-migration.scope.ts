import { badUserInput, type Issue } from '../../../../platform/errors.ts';
import type { Parented } from '../../../../platform/graphql/parented-loader.ts';
import { inScope, type ScopeArgs } from '../scope.ts';
import type { Selection } from '../selection.ts';
import type { RatingMigrationArgs } from './rating-migration.args.ts';

/** More are never shown, so that a book with a snapshot every day stays bounded. */
export const MAX_PERIODS = 200;
export const MAX_LAST_PERIODS = 100;

/** Which periods of a selection, and whether an older snapshot stands for a missing one. */
export interface MigrationArgs extends ScopeArgs {
  from: string | null;
  to: string | null;
  lastPeriods: number;
  carryForward: boolean;
}

/** Throws BAD_USER_INPUT with every fault of the arguments. */
export function migrationScope(selection: Selection, args: RatingMigrationArgs): Parented<MigrationArgs> {
  const issues = faultsOf(args);
  if (issues.length > 0) throw badUserInput(issues);
  const { parentKey, args: scope } = inScope(selection);
  const { from = null, to = null, lastPeriods, carryForward } = args;
  const periods = { from, to, lastPeriods: lastPeriods ?? MAX_PERIODS, carryForward: carryForward ?? false };
  return { parentKey, args: { ...scope, ...periods } };
}

function faultsOf({ from, to, lastPeriods }: RatingMigrationArgs): Issue[] {
  const issues: Issue[] = [];
  if (from && to && from > to) {
    issues.push({ path: ['from'], message: `${from} is after \`to\`, ${to}.` });
    issues.push({ path: ['to'], message: `${to} is before \`from\`, ${from}.` });
  }
  if (typeof lastPeriods === 'number' && (lastPeriods < 1 || lastPeriods > MAX_LAST_PERIODS)) {
    issues.push({ path: ['lastPeriods'], message: `${lastPeriods} is not from 1 to ${MAX_LAST_PERIODS}.` });
  }
  return issues;
}
