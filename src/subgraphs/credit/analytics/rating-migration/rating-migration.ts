import { daysBetween } from '../../../../platform/calendar.ts';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import { CREDIT_RATINGS } from '../../rating/rating-scale.ts';
import type { MigrationPeriod, NotchCount } from './migration-period.type.ts';
import type { RatingMigration } from './rating-migration.type.ts';
import { transitionMatrix } from './rating-migration-matrix.ts';
import {
  isDefault,
  isDowngrade,
  isFallenAngel,
  isRisingStar,
  isStable,
  isUpgrade,
  isWithdrawn,
  notchesOf,
  type Transition,
  type TransitionCount,
} from './rating-move.ts';

/** A period between two consecutive snapshot dates, observed or not; each transition stands in it once. */
export interface PeriodTransitions {
  from: string;
  to: string;
  transitions: TransitionCount[];
}

/** 365.25 / 12. */
const DAYS_A_MONTH = 30.4375;

/**
 * Every number of a migration by the cohort method, from periods in the order of time: transitions of several
 * periods are pooled, so a loan counts once in each period that it is observed in.
 */
export function ratingMigrationOf(periods: PeriodTransitions[]): RatingMigration {
  const pooled = periods.flatMap(({ transitions }) => transitions);
  return {
    from: periods[0]?.from ?? null,
    to: periods.at(-1)?.to ?? null,
    ...countsOf(pooled),
    defaults: count(pooled, isDefault),
    fallenAngelExposure: fallenAngelExposure(pooled),
    grades: [...CREDIT_RATINGS],
    transitionMatrix: transitionMatrix(pooled),
    periods: periods.map(periodOf),
    notchChanges: notchChanges(pooled),
  };
}

const periodOf = ({ from, to, transitions }: PeriodTransitions): MigrationPeriod => ({
  from,
  to,
  months: daysBetween(from, to) / DAYS_A_MONTH,
  ...countsOf(transitions),
});

/** Loans and periods: upgrades + downgrades + stable + withdrawn = observations. */
const countsOf = (transitions: TransitionCount[]) => ({
  observations: count(transitions, () => true),
  upgrades: count(transitions, isUpgrade),
  downgrades: count(transitions, isDowngrade),
  stable: count(transitions, isStable),
  withdrawn: count(transitions, isWithdrawn),
  fallenAngels: count(transitions, isFallenAngel),
  risingStars: count(transitions, isRisingStar),
});

const count = (transitions: TransitionCount[], isCounted: (move: Transition) => boolean): number =>
  transitions.filter(isCounted).reduce((sum, transition) => sum + transition.count, 0);

/** As the fallen angels are counted: a loan that falls in two periods adds its amount twice. */
function fallenAngelExposure(transitions: TransitionCount[]): string {
  const exposures = transitions.filter(isFallenAngel).map(({ exposure }) => exposure);
  return toMoney(exposures.reduce((sum, exposure) => sum.plus(exposure), new Decimal(0)));
}

/** Lengths that occur, from the best upgrade down; a withdrawal has none. */
function notchChanges(transitions: TransitionCount[]): NotchCount[] {
  const counts = new Map<number, number>();
  for (const transition of transitions) {
    const notches = notchesOf(transition);
    if (notches !== null) counts.set(notches, (counts.get(notches) ?? 0) + transition.count);
  }
  return [...counts].map(([notches, count]) => ({ notches, count })).sort((a, b) => a.notches - b.notches);
}
