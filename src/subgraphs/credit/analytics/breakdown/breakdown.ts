import { toMoney } from '../../../../platform/decimal.ts';
import { ratio } from '../summary/summary.ts';
import type { BreakdownGroup } from './breakdown.type.ts';
import { FIGURES, type FigureName, type Figures, type GroupSums, toFloat } from './breakdown-figures.ts';

/** What tells a group apart: the values of its keys as the database has them. Not in the graph. */
export interface GroupValues {
  values: (string | null)[];
}

/** All that the numbers of a group are made from; sums of figures that nobody asks for are not there. */
export interface GroupTotals extends Partial<GroupSums>, GroupValues {
  /** In the order of the dimensions; null where the value is missing. */
  keys: (string | null)[];
  loanCount: number;
  exposure: string;
  /** Σ amount over all groups, shown or not. */
  totalExposure: string;
}

/** The numbers of a group, each as it is defined for a whole selection, and of the figures those that are asked for. */
export function breakdownGroup(group: GroupTotals, asked: FigureName[]): BreakdownGroup & GroupValues {
  const { keys, values, loanCount, exposure, totalExposure } = group;
  const sums = group as GroupTotals & GroupSums;
  const figures = Object.fromEntries(asked.map((name) => [name, FIGURES[name].of(sums)]));
  // Were one missing that somebody asks for, the graph would say so rather than show a number.
  return {
    ...(figures as unknown as Figures),
    ...{ keys, values, loanCount },
    exposure: toMoney(exposure),
    share: ratio(exposure, totalExposure, toFloat),
  };
}
