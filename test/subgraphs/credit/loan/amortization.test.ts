import { Decimal } from '../../../../src/platform/decimal.ts';
import {
  type AmortizationMethod,
  type AmortizationTerms,
  amortize,
  MAX_TERM_MONTHS,
  type PaymentFrequency,
} from '../../../../src/subgraphs/credit/loan/amortization.ts';

const terms = (changes: Partial<AmortizationTerms>): AmortizationTerms => ({
  amount: '1000',
  ratePercent: '12',
  maturityDate: '2025-06-30',
  asOf: '2025-01-01',
  method: 'ANNUITY',
  frequency: 'MONTHLY',
  ...changes,
});
const column = (changes: Partial<AmortizationTerms>, name: 'date' | 'payment' | 'interest' | 'principal') =>
  amortize(terms(changes)).payments.map((payment) => payment[name]);

describe('methods', () => {
  // i = 1%. 1.01³ = 1.030301; 10 / (1 − 1/1.030301) = 340.0221. 669.98 * 1% = 6.6998; 336.66 * 1% = 3.3666.
  test('annuity: equal payments, the last settles', () => {
    expect(amortize(terms({ termMonths: 3 }))).toEqual({
      totalInterest: '20.07',
      totalPrincipal: '1000.00',
      payments: [
        {
          number: 1,
          date: '2025-04-30',
          payment: '340.02',
          interest: '10.00',
          principal: '330.02',
          balance: '669.98',
        },
        {
          number: 2,
          date: '2025-05-30',
          payment: '340.02',
          interest: '6.70',
          principal: '333.32',
          balance: '336.66',
        },
        {
          number: 3,
          date: '2025-06-30',
          payment: '340.03',
          interest: '3.37',
          principal: '336.66',
          balance: '0.00',
        },
      ],
    });
  });

  // The textbook loan: 100,000 at 6% over 30 years costs 599.55 a month; 100,000 * 6% / 12 = 500.
  test('annuity of the textbooks', () => {
    const { payments } = amortize(
      terms({ amount: '100000', ratePercent: '6', maturityDate: '2055-01-01', termMonths: 360 }),
    );
    expect(payments).toHaveLength(360);
    expect(payments[0]).toMatchObject({ payment: '599.55', interest: '500.00', principal: '99.55' });
    expect(new Set(payments.slice(0, -1).map(({ payment }) => payment))).toEqual(new Set(['599.55']));
  });

  // 1000 / 3 = 333.33; interest on 1000, 666.67 and 333.34 at 1%.
  test('straight line: equal principal', () => {
    const straight = { method: 'STRAIGHT_LINE', termMonths: 3 } as const;
    expect(column(straight, 'principal')).toEqual(['333.33', '333.33', '333.34']);
    expect(column(straight, 'interest')).toEqual(['10.00', '6.67', '3.33']);
    expect(amortize(terms(straight)).totalInterest).toBe('20.00');
  });

  // ⌈7 * 4 / 12⌉ = 3 payments at 12% / 4 = 3%.
  test('bullet: interest, then everything', () => {
    const bullet = { method: 'BULLET', frequency: 'QUARTERLY', termMonths: 7 } as const;
    expect(column(bullet, 'payment')).toEqual(['30.00', '30.00', '1030.00']);
    expect(column(bullet, 'principal')).toEqual(['0.00', '0.00', '1000.00']);
  });

  test.each(['ANNUITY', 'STRAIGHT_LINE'] as const)('%s at rate 0 repays in equal parts', (method) => {
    const free = { method, ratePercent: '0', amount: '100', termMonths: 3 };
    expect(column(free, 'payment')).toEqual(['33.33', '33.33', '33.34']);
    expect(amortize(terms(free)).totalInterest).toBe('0.00');
  });

  // 1% of these is 0.005, 0.015 and 0.025.
  test.each([
    ['0.50', '0.00'],
    ['1.50', '0.02'],
    ['2.50', '0.02'],
  ])('rounds half to even: interest on %s is %s', (amount, interest) =>
    expect(column({ amount, termMonths: 1 }, 'interest')).toEqual([interest]));

  // 0.10 / 12 = 0.0083 is rounded up to a cent, so ten payments are enough.
  test('never repays more than is owed', () => {
    const principal = column({ amount: '0.10', ratePercent: '0', termMonths: 12 }, 'principal');
    expect(principal).toEqual([...Array(10).fill('0.01'), '0.00', '0.00']);
  });
});

describe('dates', () => {
  test('run back from the maturity and keep its 31st', () => {
    const dates = { maturityDate: '2025-05-31', termMonths: 4 };
    expect(column(dates, 'date')).toEqual(['2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31']);
    expect(column({ maturityDate: '2024-05-31', asOf: '2024-01-01', termMonths: 4 }, 'date')[0]).toBe(
      '2024-02-29',
    );
  });

  test.each([
    ['QUARTERLY', ['2024-07-31', '2024-10-31', '2025-01-31', '2025-04-30']],
    ['SEMI_ANNUAL', ['2024-10-31', '2025-04-30']],
    ['ANNUAL', ['2025-04-30']],
  ] as const)('%s over 12 months', (frequency, expected) => {
    const dates = column(
      { maturityDate: '2025-04-30', asOf: '2024-05-01', termMonths: 12, frequency },
      'date',
    );
    expect(dates.map((date) => date.slice(0, 7))).toEqual(expected.map((date) => date.slice(0, 7)));
    expect(dates.at(-1)).toBe('2025-04-30');
  });

  test.each([
    // 90 days are 2.96 months.
    ['2025-01-15', '2025-04-15', 3],
    // 487 days are 16 months exactly, and not 17.
    ['2025-01-01', '2026-05-03', 16],
    // 366 days are 12.02 months.
    ['2024-01-01', '2025-01-01', 13],
    ['2025-01-01', '2025-01-02', 1],
  ])('the months from %s to %s, rounded up, are the term: %i', (asOf, maturityDate, count) =>
    expect(column({ asOf, maturityDate }, 'date')).toHaveLength(count));

  test('a term longer than what is left begins before asOf', () => {
    expect(column({ maturityDate: '2025-02-15', termMonths: 3 }, 'date')[0]).toBe('2024-12-15');
  });

  test('maturing on the day is one payment, matured none', () => {
    expect(column({ maturityDate: '2025-01-01' }, 'date')).toEqual(['2025-01-01']);
    expect(amortize(terms({ maturityDate: '2024-12-31', termMonths: 12 }))).toEqual({
      payments: [],
      totalInterest: '0.00',
      totalPrincipal: '0.00',
    });
  });
});

describe('every schedule adds up', () => {
  const methods: AmortizationMethod[] = ['ANNUITY', 'STRAIGHT_LINE', 'BULLET'];
  const frequencies: PaymentFrequency[] = ['MONTHLY', 'QUARTERLY', 'SEMI_ANNUAL', 'ANNUAL'];
  const loans = [
    { amount: '0.01', ratePercent: '100', termMonths: MAX_TERM_MONTHS },
    { amount: '1000000000000', ratePercent: '0.0001', termMonths: 359 },
    { amount: '1000000000000', ratePercent: '100', termMonths: MAX_TERM_MONTHS },
    { amount: '5000000.37', ratePercent: '7.5', termMonths: 61 },
  ];
  const cases = methods.flatMap((method) =>
    frequencies.flatMap((frequency) => loans.map((loan) => ({ method, frequency, ...loan }))),
  );

  test.each(cases)('$method $frequency $amount at $ratePercent%', (loan) => {
    const { payments, totalPrincipal, totalInterest } = amortize(
      terms({ ...loan, maturityDate: '2150-12-31' }),
    );
    const sum = (name: 'principal' | 'interest') =>
      Decimal.sum(...payments.map((payment) => payment[name])).toFixed(2);
    expect(sum('principal')).toBe(new Decimal(loan.amount).toFixed(2));
    expect(totalPrincipal).toBe(sum('principal'));
    expect(totalInterest).toBe(sum('interest'));
    expect(payments.at(-1)?.balance).toBe('0.00');
    const wrong = payments.filter(
      ({ payment, interest, principal }) =>
        Number(principal) < 0 || !Decimal.sum(interest, principal).equals(payment),
    );
    expect(wrong).toEqual([]);
  });
});
