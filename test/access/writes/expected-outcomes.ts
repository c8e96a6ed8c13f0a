import type { Corner } from '../lenders/corner.ts';
import type { Ground } from '../lenders/ground.ts';
import { type Caller, MISSING } from '../lenders/two-lenders.ts';
import { covers } from '../scope.ts';
import { MUTATIONS, type MutationVerdict } from '../verdicts/mutations.ts';
import { addThrowaway, THROWAWAY_CORNERS, type Throwaway } from './throwaway.ts';

/** Corner → `done`, or the code of the refusal. */
export type Outcomes = Record<string, string>;

/** Somebody to try a mutation, and the corners to try it on. */
export function throwawayFor(
  field: string,
  { database, lenders }: Ground,
  caller: Caller,
): Promise<Throwaway> {
  const { names, but = {} } = MUTATIONS[field] as MutationVerdict;
  const corners = THROWAWAY_CORNERS.filter((name) =>
    name === 'superAdmin' ? name in but : names || name === 'mine',
  );
  return addThrowaway(database, lenders, caller === 'anonymous' ? 'VIEWER' : caller, corners);
}

export const cornersOf = (field: string, { corners }: Throwaway): Corner[] => [
  ...Object.values(corners),
  ...(MUTATIONS[field]?.names ? [MISSING] : []),
];

/** What the verdict says of each corner. */
export function expectedOutcomes(field: string, throwaway: Throwaway, caller: Caller): Outcomes {
  const verdict = MUTATIONS[field] as MutationVerdict;
  return Object.fromEntries(
    cornersOf(field, throwaway).map((corner) => [
      corner.name,
      expectedOutcome(verdict, corner, throwaway, caller),
    ]),
  );
}

function expectedOutcome(
  { reach, names, but }: MutationVerdict,
  { name, standing }: Corner,
  { viewer }: Throwaway,
  caller: Caller,
): string {
  if (reach === 'anyone') return 'done';
  if (caller === 'anonymous') return 'UNAUTHENTICATED';
  const scope = reach[caller];
  if (scope === 'none') return 'FORBIDDEN';
  if (!names) return 'done';
  if (!standing || !covers(scope, viewer, standing)) return 'NOT_FOUND';
  return but?.[name]?.includes(caller) ? 'FORBIDDEN' : 'done';
}
