import { type RawBuilder, sql } from 'kysely';
import { Decimal } from '../../../../platform/decimal.ts';
import type { Figure } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT } from '../lineage/loan-terms.ts';
import type { ScopeArgs } from '../scope.ts';
import { concentrationAggregatesLoader } from './concentration.rows.ts';
import { Concentration } from './concentration.type.ts';

/** An index by groups: the square of what a group owes is what each of its loans owes times that, added up. */
function hhi(groups: string, input: string, division: RawBuilder<unknown>): Figure<ScopeArgs> {
  const owed = sql`sum(l.amount) over (partition by l.scope, ${division})`;
  return {
    formula: `Σ s² = Σ E·G / T², s = G / T the share of a ${groups} in the exposure, G what all loans of the loan's ${groups} come to`,
    source: 'Herfindahl-Hirschman index',
    unit: 'FRACTION',
    terms: { amount: AMOUNT, groupExposure: { inputs: () => [input], unit: 'MONEY', of: () => owed } },
    adds: () => sql`l.amount * ${owed}`,
    divisor: ({ weight }) => new Decimal(weight).pow(2),
  };
}

const FIGURES: Record<string, Figure<ScopeArgs>> = {
  SINGLE_NAME_HHI: hhi('borrower', 'Loan.borrower', sql`l.borrower`),
  SECTOR_HHI: hhi('sector', 'Loan.sector', sql`l.sector`),
  COUNTRY_HHI: hhi('country', 'Loan.country', sql`l.country`),
  RATING_HHI: hhi('grade', 'Loan.creditRating', sql`l.credit_rating`),
  BORROWER_GROUP_HHI: hhi(
    'borrower group',
    'Loan.borrowerGroup',
    sql`l.borrower_group is null, coalesce(l.borrower_group, l.borrower)`,
  ),
};

export const ConcentrationLineageResolver = lineageOf({
  type: () => Concentration,
  figures: FIGURES,
  names: figureNames('ConcentrationFigure', FIGURES),
  readBy: concentrationAggregatesLoader,
});
