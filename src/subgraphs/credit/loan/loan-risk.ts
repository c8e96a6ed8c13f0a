import { Decimal, toMoney } from '../../../platform/decimal.ts';

/** One line of the tenant's table: fractions in decimal text. */
export interface GradeRisk {
  defaultProbability: string;
  recoveryRate: string;
  riskWeight: string;
}

/** PD: within a year, a fraction. */
export const probabilityOfDefault = (grade: GradeRisk): number => Number(grade.defaultProbability);

const exactLossGivenDefault = (grade: GradeRisk): Decimal => new Decimal(1).minus(grade.recoveryRate);

/** LGD: 1 − recovery, a fraction. */
export const lossGivenDefault = (grade: GradeRisk): number => exactLossGivenDefault(grade).toNumber();

/** Many loans share a line of the table. */
const lossRates = new WeakMap<GradeRisk, Decimal>();

/** PD·LGD, exact. */
function lossRateOf(grade: GradeRisk): Decimal {
  const known = lossRates.get(grade);
  if (known) return known;
  const rate = exactLossGivenDefault(grade).times(grade.defaultProbability);
  lossRates.set(grade, rate);
  return rate;
}

/** E·PD·LGD, money at 2 places; rounded once, half-even. */
export const expectedLoss = (amount: string, grade: GradeRisk): string =>
  toMoney(lossRateOf(grade).times(amount));

/** E·RW (Basel II), money at 2 places; rounded once, half-even. */
export const riskWeightedAssets = (amount: string, grade: GradeRisk): string =>
  toMoney(new Decimal(amount).times(grade.riskWeight));
