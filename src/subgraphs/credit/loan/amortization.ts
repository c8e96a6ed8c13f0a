import { addMonths, monthsBetween } from '../../../platform/calendar.ts';
import { Decimal, toMoney } from '../../../platform/decimal.ts';

export type AmortizationMethod = 'STRAIGHT_LINE' | 'ANNUITY' | 'BULLET';
export type PaymentFrequency = 'MONTHLY' | 'QUARTERLY' | 'SEMI_ANNUAL' | 'ANNUAL';

/** The caller refuses a term outside 1 to this; a term taken from the maturity may be longer. */
export const MAX_TERM_MONTHS = 1200;

export interface AmortizationTerms {
  amount: string;
  ratePercent: string;
  maturityDate: string;
  asOf: string;
  method: AmortizationMethod;
  frequency: PaymentFrequency;
  termMonths?: number | null | undefined;
}

/** Money in text at 2 places; `payment` = `interest` + `principal`, `balance` is what is owed after it. */
export interface Payment {
  number: number;
  date: string;
  payment: string;
  interest: string;
  principal: string;
  balance: string;
}

export interface Amortization {
  payments: Payment[];
  totalInterest: string;
  totalPrincipal: string;
}

const PAYMENTS_A_YEAR: Record<PaymentFrequency, number> = {
  MONTHLY: 12,
  QUARTERLY: 4,
  SEMI_ANNUAL: 2,
  ANNUAL: 1,
};
const ZERO = new Decimal(0);

/**
 * The payments that pay a loan off by its maturity; none for a loan that matured before `asOf`. Each line is
 * rounded half-even to 2 places and the next line's interest is on the rounded balance, as a lender charges it;
 * the last line settles, so that principal sums to the amount exactly.
 */
export function amortize(terms: AmortizationTerms): Amortization {
  const dates = terms.maturityDate < terms.asOf ? [] : paymentDates(terms);
  const rate = new Decimal(terms.ratePercent).div(100).div(PAYMENTS_A_YEAR[terms.frequency]);
  const principalOf = principalRule(terms, rate, dates.length);
  let balance = new Decimal(terms.amount);
  let totalInterest = ZERO;
  const payments = dates.map((date, index): Payment => {
    const interest = round(balance.times(rate));
    const isLast = index === dates.length - 1;
    const principal = isLast ? balance : Decimal.min(principalOf(interest), balance);
    balance = balance.minus(principal);
    totalInterest = totalInterest.plus(interest);
    return line(index + 1, date, interest, principal, balance);
  });
  const totalPrincipal = payments.length > 0 ? terms.amount : 0;
  return { payments, totalInterest: toMoney(totalInterest), totalPrincipal: toMoney(totalPrincipal) };
}

/** Back from the maturity, each reckoned from it: the 31st survives the short months between. */
function paymentDates({ maturityDate, asOf, frequency, termMonths }: AmortizationTerms): string[] {
  const perYear = PAYMENTS_A_YEAR[frequency];
  const months = termMonths ?? Math.ceil(monthsBetween(asOf, maturityDate));
  const count = Math.max(1, Math.ceil((months * perYear) / 12));
  const step = 12 / perYear;
  return Array.from({ length: count }, (_, index) => addMonths(maturityDate, (index + 1 - count) * step));
}

/** What a line that is not the last repays, given its interest. Equal payments: P·i / (1 − (1 + i)^−n). */
function principalRule(
  { amount, method }: AmortizationTerms,
  rate: Decimal,
  count: number,
): (interest: Decimal) => Decimal {
  if (method === 'BULLET' || count === 0) return () => ZERO;
  const isEqualPrincipal = method === 'STRAIGHT_LINE' || rate.isZero();
  const share = isEqualPrincipal ? new Decimal(1).div(count) : annuityFactor(rate, count);
  const equal = round(new Decimal(amount).times(share));
  return isEqualPrincipal ? () => equal : (interest) => equal.minus(interest);
}

const annuityFactor = (rate: Decimal, count: number): Decimal =>
  rate.div(new Decimal(1).minus(rate.plus(1).pow(-count)));

const round = (value: Decimal): Decimal => value.toDecimalPlaces(2);

const line = (
  number: number,
  date: string,
  interest: Decimal,
  principal: Decimal,
  balance: Decimal,
): Payment => ({
  number,
  date,
  payment: toMoney(interest.plus(principal)),
  interest: toMoney(interest),
  principal: toMoney(principal),
  balance: toMoney(balance),
});
