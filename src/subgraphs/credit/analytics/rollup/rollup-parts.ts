import type { LoanStatus } from '../../loan/loan-status.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';
import type { DivisionTotals } from '../concentration/concentration.ts';
import type { ComplianceAggregates } from '../covenants/covenant-compliance.ts';
import type { LoanTotals } from '../summary/summary.ts';
import { divisionParts } from './division-parts.ts';
import { groupsIn, isOfScope, type RollupDimension, rollupsIn } from './rollups.ts';

/** Loans of one sector, country, or grade and status: their count and exact exposure. */
export interface Group {
  /** Null for loans without. */
  key: string | null;
  loanCount: number;
  exposure: string;
}

/** The key is the grade. Its figures in the tenant's default rates are fractions as text, null where there are none. */
export interface GradeGroup extends Group {
  key: CreditRating | null;
  status: LoanStatus;
  pd: string | null;
  lgd: string | null;
  riskWeight: string | null;
}

type Maturing = 'liveExposure' | 'liveExposureDaySum' | 'pastMaturityCount';
type Totals = Pick<
  LoanTotals,
  'loanCount' | 'exposure' | 'minAmount' | 'maxAmount' | 'rateSum' | 'exposureRateSum'
>;

/** What the rollups say of a scope, part by part; each part is some rows, and none where there is no loan. */
export interface RollupParts {
  totals: Totals & ComplianceAggregates;
  sectors: Group;
  countries: Group;
  grades: GradeGroup;
  /** Loans not matured on asOf, those that had, and those that mature within 365 days of it or before. */
  maturities: Pick<LoanTotals, Maturing> & { maturingCount: number };
  borrowers: DivisionTotals;
  rankedBorrowers: DivisionTotals;
  borrowerGroups: DivisionTotals;
}
export type RollupPart = keyof RollupParts;

/**
 * SQL for a part of the scope `s` (scope, portfolios, as_of) as rows, decimals as text: handfuls of groups as they are,
 * thousands summed up. `areOfOne`: each scope is a single portfolio.
 */
const partsOf = (areOfOne: boolean): Record<RollupPart, string> => ({
  totals: `
    select ${sumsOf(['loanCount', 'debtToEquityBreaches', 'interestCoverageBreaches', 'leverageBreaches'], 'int')},
      ${sumsOf(['debtToEquityUntested', 'interestCoverageUntested', 'leverageUntested'], 'int')},
      ${sumsOf(['loansInBreach', 'loansInMultipleBreach'], 'int')},
      ${sumsOf(['breachedExposure', 'exposure', 'rateSum', 'exposureRateSum'], 'text')},
      min(lowest.amount)::text as "minAmount", max(highest.amount)::text as "maxAmount"
    from portfolio_rollups r
    cross join lateral (select amount from loans where portfolio_id = r.portfolio_id order by amount, id limit 1) lowest
    cross join lateral (select amount from loans where portfolio_id = r.portfolio_id order by amount desc, id desc limit 1) highest
    where ${isOfScope('r.portfolio_id', areOfOne)} and r.loan_count > 0 having count(*) > 0`,

  sectors: smallGroups('SECTOR', areOfOne),
  countries: smallGroups('COUNTRY', areOfOne),

  grades: `
    select r.key, r.detail as status, sum(r.loan_count)::int as "loanCount", sum(r.exposure)::text as exposure,
      dr.pd, dr.lgd, dr."riskWeight"
    from portfolios p
    join loan_rollups r on r.portfolio_id = p.id and r.dimension = 'GRADE'
    left join (
      select tenant_id, credit_rating::text as grade, default_probability::text as pd,
        (1 - recovery_rate)::text as lgd, risk_weight::text as "riskWeight" from default_rates
    ) dr on dr.tenant_id = p.tenant_id and dr.grade = r.key
    where ${isOfScope('p.id', areOfOne)} group by r.key, r.detail, dr.pd, dr.lgd, dr."riskWeight"`,

  maturities: `
    select coalesce(sum(exposure) filter (where days >= 0), 0)::text as "liveExposure",
      coalesce(sum(exposure * days) filter (where days >= 0), 0)::text as "liveExposureDaySum",
      coalesce(sum(loan_count) filter (where days < 0), 0)::int as "pastMaturityCount",
      coalesce(sum(loan_count) filter (where days <= 365), 0)::int as "maturingCount"
    from (
      select r.day - s.as_of as days, r.exposure, r.loan_count from ${rollupsIn('MATURITY', areOfOne)} offset 0
    ) r having count(*) > 0`,

  ...divisionParts(areOfOne),
});

const smallGroups = (dimension: RollupDimension, areOfOne: boolean) => `
  select r.key, r.loan_count::int as "loanCount", r.exposure::text from ${groupsIn(dimension, areOfOne)}`;

/** Columns are spelled with underscores. */
function sumsOf(fields: (keyof RollupParts['totals'])[], type: 'int' | 'text'): string {
  const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return fields.map((field) => `sum(r.${columnOf(field)})::${type} as "${field}"`).join(', ');
}

export const PARTS_OF_ONE = partsOf(true);
export const PARTS_OF_SEVERAL = partsOf(false);
