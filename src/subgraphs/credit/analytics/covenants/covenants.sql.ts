import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { Decimal } from '../../../../platform/decimal.ts';
import { type Covenant, type CovenantThresholds, DEFAULT_THRESHOLDS } from '../../loan/covenants.ts';

/** Every limit, as a ratio in decimal text. */
export type CovenantLimits = Record<keyof typeof DEFAULT_THRESHOLDS, string>;

/** Whether a loan `l` breaks each covenant: null where the ratio is missing, and only there. */
export type BreachTests = Record<Covenant, RawBuilder<SqlBool | null>>;

export const limitsOf = (thresholds: CovenantThresholds | null | undefined): CovenantLimits => ({
  maxDebtToEquity: thresholds?.maxDebtToEquity ?? DEFAULT_THRESHOLDS.maxDebtToEquity,
  minInterestCoverage: thresholds?.minInterestCoverage ?? DEFAULT_THRESHOLDS.minInterestCoverage,
  maxLeverage: thresholds?.maxLeverage ?? DEFAULT_THRESHOLDS.maxLeverage,
});

export const areDefault = (limits: CovenantLimits): boolean =>
  Object.entries(DEFAULT_THRESHOLDS).every(([name, limit]) =>
    new Decimal(limits[name as keyof CovenantLimits]).eq(limit),
  );

/** The rules of `covenantBreaches`, for a whole book at once. */
export const breachTests = (limits: CovenantLimits): BreachTests => ({
  DEBT_TO_EQUITY: sql`(l.debt_to_equity > ${limits.maxDebtToEquity}::numeric or l.debt_to_equity < 0)`,
  INTEREST_COVERAGE: sql`(l.interest_coverage < ${limits.minInterestCoverage}::numeric)`,
  LEVERAGE: sql`(l.leverage_ratio > ${limits.maxLeverage}::numeric or l.leverage_ratio < 0)`,
});

/** How many covenants a loan breaks, 0 to 3. */
export const breachCount = (tests: BreachTests): RawBuilder<number> =>
  sql`(${sql.join(
    Object.values(tests).map((test) => sql`(${test} is true)::int`),
    sql` + `,
  )})`;
