/** Coefficients of numerator and denominator, highest power first. */
export type Quotient = readonly [above: readonly number[], below: readonly number[]];

/** A quotient of two polynomials in x, by Horner's rule: how approximations of special functions are published. */
export const rational = ([above, below]: Quotient, x: number): number =>
  polynomial(above, x) / polynomial(below, x);

const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
