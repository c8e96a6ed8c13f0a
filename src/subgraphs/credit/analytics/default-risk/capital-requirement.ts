import { normalCdf } from './normal-cdf.ts';
import { normalQuantile } from './normal-quantile.ts';

const MATURITY_YEARS = 2.5;
const LOWEST_PD = 0.0003;
/** Once in a thousand years the loss is larger. */
const CONFIDENCE = normalQuantile(0.999);

/**
 * K, the capital held against unexpected loss as a fraction of the exposure, of one-year PD and LGD (fractions):
 * the Basel IRB formula for corporates, without the scaling factor 1.06 (BCBS128 ¶272). It is 0 where default is
 * certain: what is lost then is expected.
 */
export function capitalRequirement(givenPd: number, lgd: number): number {
  if (givenPd >= 1) return 0;
  const pd = Math.max(givenPd, LOWEST_PD);
  const r = correlation(pd);
  const stressedPd = normalCdf((normalQuantile(pd) + Math.sqrt(r) * CONFIDENCE) / Math.sqrt(1 - r));
  return Math.max(0, (lgd * stressedPd - pd * lgd) * maturityFactor(pd));
}

/** R, of the obligors' assets with the economy: from .24 for the soundest down to .12. */
function correlation(pd: number): number {
  const w = (1 - Math.exp(-50 * pd)) / (1 - Math.exp(-50));
  return 0.12 * w + 0.24 * (1 - w);
}

/** Longer loans have more time to slip to a worse grade. */
function maturityFactor(pd: number): number {
  const b = (0.11852 - 0.05478 * Math.log(pd)) ** 2;
  return (1 + (MATURITY_YEARS - 2.5) * b) / (1 - 1.5 * b);
}
