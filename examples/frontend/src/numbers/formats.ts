// Money and rates come as exact decimal text. Intl writes such text as it is: nothing here turns one into a float.
type DecimalText = Intl.StringNumericLiteral;

const whole = { maximumFractionDigits: 0 } as const;

/** `"1234567.89"` of GBP as £1,234,568. */
export const money = (amount: string, currency: string): string =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency, ...whole }).format(amount as DecimalText);

export const moneyChange = (amount: string, currency: string): string =>
  new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency,
    signDisplay: 'exceptZero',
    ...whole,
  }).format(amount as DecimalText);

/** `"5.2500"` percent as 5.25%. */
export const rate = (percent: string): string => `${places(2).format(percent as DecimalText)}%`;
export const rateChange = (percent: string): string => `${signed(2).format(percent as DecimalText)} pp`;

/** A ratio such as a covenant's, at two places. */
export const ratio = (value: string): string => places(2).format(value as DecimalText);

export const count = (value: number): string => new Intl.NumberFormat().format(value);

/** "1 loan", "1,000 loans". */
export const counted = (value: number, word: string): string =>
  `${count(value)} ${word}${value === 1 ? '' : 's'}`;

/** 0.1234 as 12.3%. */
export const share = (fraction: number, digits = 1): string =>
  new Intl.NumberFormat(undefined, { style: 'percent', ...exactly(digits) }).format(fraction);

/** Of two fractions, in percentage points. */
export const shareChange = (fraction: number): string => `${signed(2).format(fraction * 100)} pp`;

/** A score of at most 100. */
export const score = (value: number): string => places(1).format(value);
export const scoreChange = (value: number): string => signed(1).format(value);

/** A day, which lies in no time zone. */
export const day = (text: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(text));

const exactly = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
const places = (digits: number) => new Intl.NumberFormat(undefined, exactly(digits));
const signed = (digits: number) =>
  new Intl.NumberFormat(undefined, { ...exactly(digits), signDisplay: 'exceptZero' });
