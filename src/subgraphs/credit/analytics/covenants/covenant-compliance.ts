import { toMoney } from '../../../../platform/decimal.ts';
import type { CovenantCompliance } from './covenant-compliance.type.ts';

/** Counts of loans, and the exact sum of the amounts of those in breach. */
export interface ComplianceAggregates {
  debtToEquityBreaches: number;
  interestCoverageBreaches: number;
  leverageBreaches: number;
  debtToEquityUntested: number;
  interestCoverageUntested: number;
  leverageUntested: number;
  /** With at least one breach, and with at least two. */
  loansInBreach: number;
  loansInMultipleBreach: number;
  breachedExposure: string;
}

export const NOTHING_TESTED: ComplianceAggregates = {
  debtToEquityBreaches: 0,
  interestCoverageBreaches: 0,
  leverageBreaches: 0,
  debtToEquityUntested: 0,
  interestCoverageUntested: 0,
  leverageUntested: 0,
  loansInBreach: 0,
  loansInMultipleBreach: 0,
  breachedExposure: '0',
};

/** `totalBreaches` adds the three covenants, so a loan that breaks two counts twice there. */
export const complianceOf = (loans: ComplianceAggregates): CovenantCompliance => ({
  totalBreaches: loans.debtToEquityBreaches + loans.interestCoverageBreaches + loans.leverageBreaches,
  debtToEquityBreaches: loans.debtToEquityBreaches,
  interestCoverageBreaches: loans.interestCoverageBreaches,
  leverageBreaches: loans.leverageBreaches,
  loansInBreach: loans.loansInBreach,
  loansInMultipleBreach: loans.loansInMultipleBreach,
  breachedExposure: toMoney(loans.breachedExposure),
  untested: [
    { covenant: 'DEBT_TO_EQUITY', count: loans.debtToEquityUntested },
    { covenant: 'INTEREST_COVERAGE', count: loans.interestCoverageUntested },
    { covenant: 'LEVERAGE', count: loans.leverageUntested },
  ],
});
