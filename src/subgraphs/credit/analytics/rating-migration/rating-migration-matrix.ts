import { CREDIT_RATINGS, type CreditRating } from '../../rating/rating-scale.ts';
import type { TransitionRow } from './migration-period.type.ts';
import type { TransitionCount } from './rating-move.ts';

/** The matrix N_ij and p_ij = ΣN_ij / ΣN_i over all periods, best grade first; a row only where N_i > 0. */
export function transitionMatrix(transitions: TransitionCount[]): TransitionRow[] {
  const byStart = Map.groupBy(transitions, ({ from }) => from);
  return CREDIT_RATINGS.flatMap((from) => {
    const started = byStart.get(from);
    return started ? [rowOf(from, started)] : [];
  });
}

function rowOf(from: CreditRating, started: TransitionCount[]): TransitionRow {
  const countTo = new Map<string, number>();
  for (const { to, count } of started) countTo.set(to, (countTo.get(to) ?? 0) + count);
  const observations = started.reduce((sum, { count }) => sum + count, 0);
  const counts = CREDIT_RATINGS.map((grade) => countTo.get(grade) ?? 0);
  const withdrawnCount = countTo.get('NR') ?? 0;
  return {
    from,
    observations,
    counts,
    probabilities: counts.map((count) => count / observations),
    withdrawnCount,
    withdrawnProbability: withdrawnCount / observations,
  };
}
