import { Decimal } from '../../../../platform/decimal.ts';
import type { Concentration } from './concentration.type.ts';

/** What exposure can be divided by. */
export type Division = 'BORROWER' | 'SECTOR' | 'COUNTRY' | 'RATING' | 'BORROWER_GROUP';

/** Exact sums over the groups of one division: decimals as text. */
export interface DivisionTotals {
  groupCount: number;
  /** ΣE and ΣE². */
  exposure: string;
  squares: string;
  /** Σ i·Eᵢ with the groups in descending order, i from 1; of borrowers alone, null elsewhere. */
  rankedExposure: string | null;
}

/** All that concentration needs to know of the loans; a division is missing where there is no loan. */
export type ConcentrationAggregates = Partial<Record<Division, DivisionTotals>>;

/** Every index, as a float made of exact decimals last. */
export const concentrationOf = (divisions: ConcentrationAggregates): Concentration => ({
  singleNameHhi: toFloat(divisions.BORROWER, hhi),
  sectorHhi: toFloat(divisions.SECTOR, hhi),
  countryHhi: toFloat(divisions.COUNTRY, hhi),
  ratingHhi: toFloat(divisions.RATING, hhi),
  borrowerGroupHhi: toFloat(divisions.BORROWER_GROUP, hhi),
  effectiveNames: toFloat(divisions.BORROWER, effectiveNumber),
  gini: toFloat(divisions.BORROWER, gini),
});

/** Herfindahl-Hirschman index Σs² = ΣE² / T², a fraction in [1/n, 1]. */
const hhi = ({ squares, exposure }: DivisionTotals): Decimal =>
  new Decimal(squares).div(new Decimal(exposure).pow(2));

/** 1 / HHI: as many equal groups would be as concentrated, a number in [1, n]. */
const effectiveNumber = ({ squares, exposure }: DivisionTotals): Decimal =>
  new Decimal(exposure).pow(2).div(squares);

/** Gini coefficient 1 + (1 − 2·Σ i·wᵢ)/n with shares w₁ ≥ w₂ ≥ …, over a common denominator: 0 where all are equal. */
function gini({ groupCount, exposure, rankedExposure }: DivisionTotals): Decimal {
  const total = new Decimal(exposure);
  const above = total.times(groupCount + 1).minus(new Decimal(rankedExposure ?? 0).times(2));
  return above.div(total.times(groupCount));
}

const toFloat = (totals: DivisionTotals | undefined, index: (totals: DivisionTotals) => Decimal) =>
  totals ? index(totals).toNumber() : null;
