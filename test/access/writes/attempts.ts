import { contextFor } from '../../support/context.ts';
import type { Corner } from '../lenders/corner.ts';
import type { Ground } from '../lenders/ground.ts';
import { readStandings, trespasses } from '../lenders/standings.ts';
import type { Caller } from '../lenders/two-lenders.ts';
import { ask, toldUnder } from '../observe.ts';
import { mutationDocument } from './document.ts';
import { cornersOf, type Outcomes } from './expected-outcomes.ts';
import { INPUTS } from './inputs.ts';
import { stateOf } from './state.ts';
import type { Throwaway } from './throwaway.ts';

export interface Attempts {
  outcomes: Outcomes;
  /** What a refused attempt changed, or an attempt that was done did not; what was told beyond the wall. */
  faults: string[];
}

/** Tries a mutation on each corner, on things of its own. */
export async function attempt(
  field: string,
  ground: Ground,
  throwaway: Throwaway,
  caller: Caller,
): Promise<Attempts> {
  const attempts: Attempts = { outcomes: {}, faults: [] };
  const told: Record<string, string> = {};
  let before = await stateOf(ground.database);
  for (const corner of cornersOf(field, throwaway)) {
    const { name } = corner;
    const { outcome, text, beyond } = await attemptOn(field, corner, ground, throwaway, caller);
    const after = await stateOf(ground.database);
    const hasChanged = after !== before;
    before = after;
    attempts.outcomes[name] = outcome;
    told[name] = text;
    if (hasChanged !== (outcome === 'done'))
      attempts.faults.push(`${name}: ${outcome}, state changed: ${hasChanged}`);
    attempts.faults.push(...beyond.map((what) => `${name}: tells of ${what}`));
  }
  for (const [name, outcome] of Object.entries(attempts.outcomes))
    if (outcome === 'NOT_FOUND' && told[name] !== told.missing)
      attempts.faults.push(`${name}: unlike a missing one`);
  return attempts;
}

/** Tries a mutation on one corner. */
export async function attemptOn(
  field: string,
  corner: Corner,
  ground: Ground,
  throwaway: Throwaway,
  caller: Caller,
) {
  const viewer = caller === 'anonymous' ? null : throwaway.viewer;
  const variables = INPUTS[field]?.(corner, throwaway.viewer.role) ?? {};
  const context = contextFor(ground.database, viewer);
  const answer = await ask(ground.schema, mutationDocument(ground.schema, field), context, variables);
  const [fault] = answer.errors;
  const outcome = fault ? String(fault.extensions.code ?? fault.message) : 'done';
  // Whoever signs in reads what is theirs from then on.
  const reader = context.viewer;
  const standings = answer.data?.attempt ? await readStandings(ground.database) : ground.standings;
  const lenders = { ...ground.lenders, corners: { ...ground.lenders.corners, ...throwaway.corners } };
  const beyond = trespasses(
    [answer.data, answer.errors.map(({ message }) => message)],
    reader,
    standings,
    lenders,
  );
  return { outcome, text: toldUnder(answer, 'attempt', Object.values(corner.ids)), beyond };
}
