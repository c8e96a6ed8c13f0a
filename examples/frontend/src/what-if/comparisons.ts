import type { ShockableFragment } from '../graph/documents.ts';
import { difference } from '../numbers/difference.ts';
import {
  money,
  moneyChange,
  rate,
  rateChange,
  score,
  scoreChange,
  share,
  shareChange,
} from '../numbers/formats.ts';

/** A number of the page before and after a scenario, ready to be shown. */
export interface Comparison {
  name: string;
  before: string;
  after: string;
  change: string;
  isWorse: boolean;
}

/** `scale` has all grades, best first. */
export function comparisonsOf(
  now: ShockableFragment,
  then: ShockableFragment,
  currency: string,
  scale: string[],
): Comparison[] {
  const amount = (name: string, before: string, after: string, worse: -1 | 1) => {
    const change = difference(before, after);
    return {
      name,
      before: money(before, currency),
      after: money(after, currency),
      change: moneyChange(change, currency),
      isWorse: isSigned(change, worse),
    };
  };
  const { summary, defaultRisk } = now;
  return [
    amount('Expected loss', defaultRisk.expectedLoss, then.defaultRisk.expectedLoss, 1),
    amount('Unexpected loss', defaultRisk.unexpectedLoss, then.defaultRisk.unexpectedLoss, 1),
    amount('Risk-weighted assets', defaultRisk.riskWeightedAssets, then.defaultRisk.riskWeightedAssets, 1),
    float('Default probability', [defaultRisk.portfolioPd, then.defaultRisk.portfolioPd], IN_PERCENT, 1),
    grades('Average grade', summary.averageRating, then.summary.averageRating, scale),
    float('Health score', [now.health.score, then.health.score], [score, scoreChange], -1),
    rates('Weighted rate', summary.weightedAverageRate, then.summary.weightedAverageRate),
    amount('Interest a year', summary.annualInterest, then.summary.annualInterest, -1),
  ];
}

const IN_PERCENT: [typeof share, typeof shareChange] = [(fraction) => share(fraction, 2), shareChange];
const NONE = { before: '–', after: '–', change: '–', isWorse: false };

/** A number that is no exact decimal; `worse` is the way in which it gets worse. */
function float(
  name: string,
  [before, after]: [number | null, number | null],
  [write, writeChange]: [(value: number) => string, (change: number) => string],
  worse: -1 | 1,
): Comparison {
  if (before === null || after === null) return { name, ...NONE };
  const change = after - before;
  return {
    name,
    before: write(before),
    after: write(after),
    change: writeChange(change),
    isWorse: change * worse > 0,
  };
}

function rates(name: string, before: string | null, after: string | null): Comparison {
  if (before === null || after === null) return { name, ...NONE };
  const change = difference(before, after);
  return {
    name,
    before: rate(before),
    after: rate(after),
    change: rateChange(change),
    isWorse: isSigned(change, -1),
  };
}

/** `scale` has all grades, best first. */
function grades(name: string, before: string | null, after: string | null, scale: string[]): Comparison {
  if (before === null || after === null) return { name, ...NONE };
  const down = scale.indexOf(after) - scale.indexOf(before);
  const steps = Math.abs(down) === 1 ? '1 notch' : `${Math.abs(down)} notches`;
  const change = down === 0 ? '0' : `${steps} ${down > 0 ? 'down' : 'up'}`;
  return { name, before, after, change, isWorse: down > 0 };
}

const isSigned = (decimal: string, sign: -1 | 1) =>
  /[1-9]/.test(decimal) && decimal.startsWith('-') === (sign === -1);
