import { addMonths, monthStart } from '../../../../platform/calendar.ts';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import type { CashFlowMonth } from './cash-flow.type.ts';

/** Exact sums over the loans not matured on asOf that mature in one calendar month. */
export interface MaturingMonth {
  /** Months since the year 0: see `monthNumber`. */
  month: number;
  exposure: string;
  /** Σ amount · rate, in percent a year. */
  exposureRateSum: string;
}

export const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/**
 * What the loans pay in each of so many months, the first from asOf to its month's end. Interest is Σ amount · rate
 * / 100 / 12 over the loans not matured at the month's first day, for a whole month even where asOf is within it;
 * principal is the amounts that mature in it (bullet). Each figure is rounded half-even on its own.
 */
export function cashFlowOf(maturing: MaturingMonth[], asOf: string, months: number): CashFlowMonth[] {
  const byMonth = new Map(maturing.map((sums) => [sums.month, sums]));
  let exposureRateSum = maturing.reduce((sum, month) => sum.plus(month.exposureRateSum), new Decimal(0));
  return Array.from({ length: months }, (_, index) => {
    const due = byMonth.get(monthNumber(asOf) + index);
    const interest = exposureRateSum.div(100 * 12);
    exposureRateSum = exposureRateSum.minus(due?.exposureRateSum ?? 0);
    const firstDay = index === 0 ? asOf : addMonths(monthStart(asOf), index);
    return lineOf(firstDay, interest, new Decimal(due?.exposure ?? 0));
  });
}

const lineOf = (month: string, interest: Decimal, principal: Decimal): CashFlowMonth => ({
  month,
  interest: toMoney(interest),
  principal: toMoney(principal),
  total: toMoney(interest.plus(principal)),
});
