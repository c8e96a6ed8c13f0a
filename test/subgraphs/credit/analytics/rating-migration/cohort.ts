import type {
  CreditRating,
  RatingOrWithdrawn,
} from '../../../../../src/subgraphs/credit/rating/rating-scale.ts';
import type { History } from './rating-histories.ts';

export interface Asked {
  from: string | null;
  to: string | null;
  lastPeriods: number;
  carryForward: boolean;
}

/** One loan in one period. */
export interface Observation {
  /** The loan's place among the histories. */
  loan: number;
  start: string;
  finish: string;
  from: CreditRating;
  to: RatingOrWithdrawn;
}

/** The periods, by the definition: between consecutive days that have a snapshot. */
export function periodsByDefinition(histories: History[], { from, to, lastPeriods }: Asked) {
  const days = [...new Set(histories.flatMap((history) => Object.keys(history)))]
    .filter((day) => day >= (from ?? day) && day <= (to ?? day))
    .sort();
  return days
    .slice(1)
    .map((finish, index) => ({ start: days[index]!, finish }))
    .slice(-lastPeriods);
}

/** Loan by loan and period by period: who has a grade, not NR and not D, at the start and a snapshot at the end. */
export function observationsByDefinition(histories: History[], asked: Asked): Observation[] {
  return periodsByDefinition(histories, asked).flatMap(({ start, finish }) =>
    histories.flatMap((history, loan) => {
      const from = gradeOn(start, history, asked.carryForward);
      const to = gradeOn(finish, history, asked.carryForward);
      if (!from || !to || from === 'NR' || from === 'D') return [];
      return [{ loan, start, finish, from: from as CreditRating, to: to as RatingOrWithdrawn }];
    }),
  );
}

function gradeOn(day: string, history: History, carryForward: boolean): string | undefined {
  const last = Object.keys(history)
    .filter((other) => other <= day)
    .sort()
    .at(-1);
  return history[carryForward ? (last ?? day) : day];
}
