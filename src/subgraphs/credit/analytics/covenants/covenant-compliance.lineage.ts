import { type RawBuilder, sql } from 'kysely';
import type { Covenant } from '../../loan/covenants.ts';
import type { Figure, Term } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT } from '../lineage/loan-terms.ts';
import { type ComplianceArgs, complianceAggregatesLoader } from './covenant-compliance.rows.ts';
import { CovenantCompliance } from './covenant-compliance.type.ts';
import { breachCount, breachTests } from './covenants.sql.ts';

const ratio = (field: string, column: string): Term<unknown> => ({
  inputs: () => [`Loan.${field}`],
  unit: null,
  of: () => sql.ref(`l.${column}`),
});
const TERMS = {
  amount: AMOUNT,
  debtToEquity: ratio('debtToEquity', 'debt_to_equity'),
  interestCoverage: ratio('interestCoverage', 'interest_coverage'),
  leverageRatio: ratio('leverageRatio', 'leverage_ratio'),
};

const breaches = ({ limits }: ComplianceArgs) => breachCount(breachTests(limits));

const figure = (
  formula: string,
  unit: 'MONEY' | 'COUNT',
  adds: (args: ComplianceArgs) => RawBuilder<unknown>,
): Figure<ComplianceArgs> => ({ formula, source: null, unit, terms: TERMS, adds });

const breachesOf = (covenant: Covenant, breach: string) =>
  figure(`Σ 1 over loans with ${breach}`, 'COUNT', ({ limits }) => {
    return sql`case when ${breachTests(limits)[covenant]} then 1 end`;
  });

const FIGURES: Record<string, Figure<ComplianceArgs>> = {
  BREACHED_EXPOSURE: figure(
    'Σ E over loans with a breach: debt/equity or leverage above its limit or negative, interest coverage below its limit',
    'MONEY',
    (args) => sql`case when ${breaches(args)} >= 1 then l.amount end`,
  ),
  TOTAL_BREACHES: figure(
    'Σ breaches, from 1 to 3 a loan',
    'COUNT',
    (args) => sql`nullif(${breaches(args)}, 0)`,
  ),
  LOANS_IN_BREACH: figure(
    'Σ 1 over loans with a breach',
    'COUNT',
    (args) => sql`case when ${breaches(args)} >= 1 then 1 end`,
  ),
  LOANS_IN_MULTIPLE_BREACH: figure(
    'Σ 1 over loans with at least two breaches',
    'COUNT',
    (args) => sql`case when ${breaches(args)} >= 2 then 1 end`,
  ),
  DEBT_TO_EQUITY_BREACHES: breachesOf('DEBT_TO_EQUITY', 'debt/equity > maxDebtToEquity or < 0'),
  INTEREST_COVERAGE_BREACHES: breachesOf('INTEREST_COVERAGE', 'interest coverage < minInterestCoverage'),
  LEVERAGE_BREACHES: breachesOf('LEVERAGE', 'leverage > maxLeverage or < 0'),
};

export const CovenantLineageResolver = lineageOf({
  type: () => CovenantCompliance,
  figures: FIGURES,
  names: figureNames('CovenantComplianceFigure', FIGURES),
  readBy: complianceAggregatesLoader,
});
