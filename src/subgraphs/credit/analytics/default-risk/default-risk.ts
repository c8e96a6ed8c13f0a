import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import { capitalRequirement } from './capital-requirement.ts';
import type { DefaultRisk } from './default-risk.type.ts';

/** Loans of the same PD, LGD and weight: exact decimals as text, fractions; all three null for unrated loans. */
export interface RiskCell {
  pd: string | null;
  lgd: string | null;
  riskWeight: string | null;
  loanCount: number;
  /** Σ amount. */
  exposure: string;
}

type Rated = { [Field in 'pd' | 'lgd' | 'riskWeight' | 'exposure']: Decimal };

/** Every figure, from a handful of cells whatever the number of loans. Their order says nothing. */
export function defaultRiskOf(cells: RiskCell[]): DefaultRisk {
  const rated = cells.filter(isRated).map(toRated);
  const unrated = cells.filter((cell) => !isRated(cell));
  const ratedExposure = sumOf(rated, ({ exposure }) => exposure);
  const unratedExposure = sumOf(unrated, ({ exposure }) => new Decimal(exposure));
  return {
    ...ratesOf(rated, ratedExposure),
    ...lossesOf(rated),
    unratedCount: unrated.reduce((count, { loanCount }) => count + loanCount, 0),
    unratedExposure: toMoney(unratedExposure),
    coverage: fraction(ratedExposure, ratedExposure.plus(unratedExposure)),
  };
}

const isRated = ({ pd }: RiskCell) => pd !== null;

const toRated = ({ pd, lgd, riskWeight, exposure }: RiskCell): Rated => ({
  pd: new Decimal(pd!),
  lgd: new Decimal(lgd!),
  riskWeight: new Decimal(riskWeight!),
  exposure: new Decimal(exposure),
});

/** Weighted by exposure: ΣE·PD / ΣE and ΣE·(1 − LGD) / ΣE (Basel II). Fractions; null without a rated loan. */
const ratesOf = (rated: Rated[], ratedExposure: Decimal) => ({
  portfolioPd: fraction(
    sumOf(rated, ({ exposure, pd }) => exposure.times(pd)),
    ratedExposure,
  ),
  averageRecoveryRate: fraction(
    sumOf(rated, ({ exposure, lgd }) => exposure.times(new Decimal(1).minus(lgd))),
    ratedExposure,
  ),
});

/** ΣE·PD·LGD, ΣE·RW, ΣE·K and 12.5·ΣE·K (BCBS128 ¶272): money at 2 places, rounded once. */
function lossesOf(rated: Rated[]) {
  const unexpectedLoss = sumOf(rated, ({ exposure, pd, lgd }) =>
    exposure.times(capitalRequirement(pd.toNumber(), lgd.toNumber())),
  );
  return {
    expectedLoss: toMoney(sumOf(rated, ({ exposure, pd, lgd }) => exposure.times(pd).times(lgd))),
    riskWeightedAssets: toMoney(sumOf(rated, ({ exposure, riskWeight }) => exposure.times(riskWeight))),
    unexpectedLoss: toMoney(unexpectedLoss),
    irbRiskWeightedAssets: toMoney(unexpectedLoss.times(12.5)),
  };
}

const sumOf = <Item>(items: Item[], of: (item: Item) => Decimal): Decimal =>
  items.reduce((sum, item) => sum.plus(of(item)), new Decimal(0));

const fraction = (part: Decimal, whole: Decimal): number | null =>
  whole.isZero() ? null : part.div(whole).toNumber();
