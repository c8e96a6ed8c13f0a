import { Decimal, toMoney } from '../../../platform/decimal.ts';

/** One line of the tenant's table: fractions in decimal text. */
export interface GradeRisk {
  defaultProbability: string;
  recoveryRate: string;
  riskWeight: string;
}

/** Probabilities as fractions, money in text at 2 places; all null for an unrated loan. */
export interface LoanRisk {
  probabilityOfDefault: number | null;
  lossGivenDefault: number | null;
  expectedLoss: string | null;
  riskWeightedAssets: string | null;
}

/** Null rather than 0: a loan that nobody rated is not a loan without risk. */
const UNRATED: LoanRisk = {
  probabilityOfDefault: null,
  lossGivenDefault: null,
  expectedLoss: null,
  riskWeightedAssets: null,
};

/**
 * A loan's own risk from the line of its grade, undefined where it has no grade or its grade no line. LGD is
 * 1 − recovery, expected loss E·PD·LGD, risk weighted assets E·RW (Basel II). Rounded once, half-even.
 */
export function loanRisk(amount: string, grade: GradeRisk | undefined): LoanRisk {
  if (!grade) return { ...UNRATED };
  const exposure = new Decimal(amount);
  const lossGivenDefault = new Decimal(1).minus(grade.recoveryRate);
  return {
    probabilityOfDefault: Number(grade.defaultProbability),
    lossGivenDefault: lossGivenDefault.toNumber(),
    expectedLoss: toMoney(exposure.times(grade.defaultProbability).times(lossGivenDefault)),
    riskWeightedAssets: toMoney(exposure.times(grade.riskWeight)),
  };
}
