import { type Quotient, rational } from './rational-function.ts';

/**
 * N(x), the distribution function of the standard normal, to a few units in the last place over the whole line:
 * W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23 (1969)
 * 631–637, in the form of his ANORM (Algorithm 715, ACM TOMS 19 (1993) 22–32).
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (distance <= NEAR_ENDS) return 0.5 + x * rational(NEAR, x * x);
  const tail = distance <= MIDDLE_ENDS ? middleTail(distance) : farTail(distance);
  return x > 0 ? 1 - tail : tail;
}

const NEAR_ENDS = 0.66291;
const MIDDLE_ENDS = Math.sqrt(32);
const ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;

const NEAR: Quotient = [
  [0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356],
  [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673],
];
const MIDDLE: Quotient = [
  [
    1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
    2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
  ],
  [
    1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
    34900.95272114598, 38912.00328609327, 19685.429676859992,
  ],
];
const FAR: Quotient = [
  [
    0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
    2.9112874951168793e-5,
  ],
  [
    1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824,
    7.297515550839662e-5,
  ],
];

/** 1 − N(x) for x up to √32, and for x above. */
const middleTail = (x: number) => gauss(x) * rational(MIDDLE, x);
function farTail(x: number): number {
  const inverseSquare = 1 / (x * x);
  return (gauss(x) * (ONE_OVER_SQRT_TWO_PI - inverseSquare * rational(FAR, inverseSquare))) / x;
}

/** e^(−x²/2); in two factors, because the square of a double of 53 bits would lose the lower half of them. */
function gauss(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp((-coarse * coarse) / 2) * Math.exp((-(x - coarse) * (x + coarse)) / 2);
}
