import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimals for money and rates. 60 significant digits hold any product of an amount (15 digits), a rate
 * and two probabilities without rounding; rounding happens once, half-even, where a value leaves the graph.
 */
export const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_EVEN });
export type Decimal = DecimalJs;

/** Money at 2 places: `"240800000.00"`. */
export const toMoney = (value: DecimalJs.Value): string => new Decimal(value).toFixed(2);

/** A rate in percent or a ratio at 4 places: `"4.5000"`. */
export const toRate = (value: DecimalJs.Value): string => new Decimal(value).toFixed(4);
