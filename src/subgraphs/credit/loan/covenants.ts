import { Decimal, toRate } from '../../../platform/decimal.ts';

export type Covenant = 'DEBT_TO_EQUITY' | 'INTEREST_COVERAGE' | 'LEVERAGE';

/** Null: not reported, and so not tested. */
export interface CovenantRatios {
  debtToEquity: string | null;
  interestCoverage: string | null;
  leverageRatio: string | null;
}

/** A limit left out, or null, is the default one. */
export interface CovenantThresholds {
  maxDebtToEquity?: string | null | undefined;
  minInterestCoverage?: string | null | undefined;
  maxLeverage?: string | null | undefined;
}

/** `value` and `limit` at 4 places; `headroom` as a fraction of the limit, negative, null where the limit is 0. */
export interface CovenantBreach {
  covenant: Covenant;
  value: string;
  limit: string;
  headroom: number | null;
}

export const DEFAULT_THRESHOLDS = {
  maxDebtToEquity: '3.5',
  minInterestCoverage: '2.5',
  maxLeverage: '4.0',
} as const;

/** The covenants that the ratios break: beyond the limit, not at it. */
export function covenantBreaches(
  ratios: CovenantRatios,
  thresholds?: CovenantThresholds | null,
): CovenantBreach[] {
  const limitOf = (name: keyof typeof DEFAULT_THRESHOLDS) => thresholds?.[name] ?? DEFAULT_THRESHOLDS[name];
  return [
    breachOfMaximum('DEBT_TO_EQUITY', ratios.debtToEquity, limitOf('maxDebtToEquity')),
    breachOfMinimum('INTEREST_COVERAGE', ratios.interestCoverage, limitOf('minInterestCoverage')),
    breachOfMaximum('LEVERAGE', ratios.leverageRatio, limitOf('maxLeverage')),
  ].filter((breach) => breach !== null);
}

/** A negative ratio comes from negative equity or earnings: worse than any limit, however low it looks. */
function breachOfMaximum(covenant: Covenant, text: string | null, limitText: string): CovenantBreach | null {
  if (text === null) return null;
  const value = new Decimal(text);
  const limit = new Decimal(limitText);
  if (value.gte(0) && value.lte(limit)) return null;
  return breach(covenant, value, limit, value.lt(0) ? limit.abs().neg() : limit.minus(value));
}

function breachOfMinimum(covenant: Covenant, text: string | null, limitText: string): CovenantBreach | null {
  if (text === null) return null;
  const value = new Decimal(text);
  const limit = new Decimal(limitText);
  return value.gte(limit) ? null : breach(covenant, value, limit, value.minus(limit));
}

const breach = (covenant: Covenant, value: Decimal, limit: Decimal, room: Decimal): CovenantBreach => ({
  covenant,
  value: toRate(value),
  limit: toRate(limit),
  headroom: limit.isZero() ? null : room.div(limit.abs()).toNumber(),
});
