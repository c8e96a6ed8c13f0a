import {
  type LoanField,
  maturedAlready,
  parseLoanFields,
} from '../../../../src/subgraphs/credit/loan/loan-fields.ts';

const loan = {
  loanId: 'F-1',
  borrower: 'Fern & Sons',
  amount: '1200000',
  rate: '6.25',
  sector: 'Retail',
  maturityDate: '2029-05-31',
  status: 'Performing',
};
const stored = (field: LoanField, text: string) => {
  const { values, complaints } = parseLoanFields({ [field]: text }, [field]);
  return values ? values[field] : complaints;
};
const codesOf = (field: LoanField, text: string) =>
  parseLoanFields({ [field]: text }, [field]).complaints.map(({ code }) => code);
const messageOf = (field: LoanField, text: string) =>
  parseLoanFields({ [field]: text }, [field]).complaints[0]?.message;

test('a loan with only what is required', () => {
  expect(parseLoanFields(loan)).toEqual({
    complaints: [],
    values: {
      ...loan,
      status: 'PERFORMING',
      borrowerGroup: null,
      creditRating: null,
      country: null,
      debtToEquity: null,
      interestCoverage: null,
      leverageRatio: null,
    },
  });
});

test('all complaints at once, each with its field', () => {
  const { values, complaints } = parseLoanFields({
    ...{ loanId: ' ', borrower: null, amount: '-1.234', rate: '1e1', sector: 'x'.repeat(101) },
    ...{ maturityDate: '2023-02-29', creditRating: 'Baa1', status: 'Fine', country: 'U\u0000K' },
  });
  expect(values).toBeNull();
  expect(complaints.map(({ field, code }) => `${field} ${code}`)).toEqual([
    'loanId REQUIRED',
    'borrower REQUIRED',
    'amount TOO_MANY_DECIMALS',
    'amount OUT_OF_RANGE',
    'rate NOT_A_DECIMAL',
    'sector TOO_LONG',
    'maturityDate INVALID_DATE',
    'creditRating UNKNOWN_RATING',
    'status UNKNOWN_STATUS',
    'country CONTROL_CHARACTER',
  ]);
});

test('only the fields that are asked for', () => {
  expect(parseLoanFields({ rate: '8', country: null }, ['rate', 'country']).values).toEqual({
    rate: '8',
    country: null,
  });
  expect(parseLoanFields({ amount: null }, ['amount']).complaints[0]?.code).toBe('REQUIRED');
});

describe('numbers are stored in their shortest form', () => {
  test.each([
    ['amount', '1200000.00', '1200000'],
    ['amount', ' 0007.50 ', '7.5'],
    ['amount', '1000000000000.00', '1000000000000'],
    ['amount', '0.01', '0.01'],
    ['rate', '0', '0'],
    ['rate', '-0.0', '0'],
    ['rate', '100.0000', '100'],
    ['debtToEquity', '-10000', '-10000'],
    ['leverageRatio', '-00.1200', '-0.12'],
  ] as const)('%s %j is %s', (field, text, value) => expect(stored(field, text)).toBe(value));
});

describe('numbers that are refused', () => {
  const notPlain = [
    '1e3',
    '5,000,000',
    '1.000.000',
    'NaN',
    'Infinity',
    '0x10',
    '+5',
    '.5',
    '5.',
    '--5',
    '5 0',
  ];
  test.each([...notPlain, '£5', '5%', '٥', '１', '1_000', '-', 'null'])('%j is not plain', (text) =>
    expect(codesOf('amount', text)).toEqual(['NOT_A_DECIMAL']));

  test.each([
    ['amount', '5.000', 'TOO_MANY_DECIMALS'],
    ['rate', '7.50000', 'TOO_MANY_DECIMALS'],
    ['interestCoverage', '1.00001', 'TOO_MANY_DECIMALS'],
    ['amount', '0.00', 'OUT_OF_RANGE'],
    ['amount', '-5', 'OUT_OF_RANGE'],
    ['amount', '1000000000000.01', 'OUT_OF_RANGE'],
    ['amount', '9'.repeat(400), 'OUT_OF_RANGE'],
    ['rate', '100.0001', 'OUT_OF_RANGE'],
    ['rate', '-0.0001', 'OUT_OF_RANGE'],
    ['debtToEquity', '-10000.0001', 'OUT_OF_RANGE'],
    ['debtToEquity', '10000.0001', 'OUT_OF_RANGE'],
  ] as const)('%s %j is %s', (field, text, code) => expect(codesOf(field, text)).toEqual([code]));

  test('a long run of zeros takes no time', () => {
    const started = performance.now();
    codesOf('amount', `${'0'.repeat(60_000)}1.${'0'.repeat(60_000)}1`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('texts', () => {
  test.each([
    ['loanId', 50],
    ['borrower', 255],
    ['borrowerGroup', 255],
    ['sector', 100],
    ['country', 100],
  ] as const)('%s holds %i characters', (field, max) => {
    // The emoji is one character, though two code units.
    expect(stored(field, ` ${'😀'.repeat(max)} `)).toBe('😀'.repeat(max));
    expect(codesOf(field, `${'😀'.repeat(max)}x`)).toEqual(['TOO_LONG']);
    expect(codesOf(field, 'x'.repeat(max + 1))).toEqual(['TOO_LONG']);
  });

  test.each([
    'a\u0000b',
    'a\nb',
    'a\tb',
    'a\u007fb',
    'a\u0085b',
    '\u0000',
    'a\ud800b',
  ])('%j is refused', (text) => expect(codesOf('borrower', text)).toEqual(['CONTROL_CHARACTER']));

  test('a blank optional one is none', () => expect(stored('borrowerGroup', ' \t ')).toBeNull());
});

describe('days, ratings and statuses', () => {
  test.each(['1900-01-01', '2200-12-31', '2024-02-29'])('%s is a maturity', (day) =>
    expect(stored('maturityDate', day)).toBe(day));

  test.each([
    ['1899-12-31', 'OUT_OF_RANGE'],
    ['2201-01-01', 'OUT_OF_RANGE'],
    ['2025-13-01', 'INVALID_DATE'],
    ['31/12/2027', 'INVALID_DATE'],
    ['2025-1-1', 'INVALID_DATE'],
  ])('%s is none: %s', (day, code) => expect(codesOf('maturityDate', day)).toEqual([code]));

  test.each([
    ['bbb+', 'BBB+'],
    ['NR', null],
    [' nr ', null],
    ['', null],
  ])('the rating %j is %j', (text, rating) => expect(stored('creditRating', text)).toBe(rating));

  test('a status of the schema or of a file', () => {
    expect(stored('status', 'WATCH_LIST')).toBe('WATCH_LIST');
    expect(stored('status', 'watch list')).toBe('WATCH_LIST');
  });
});

test('messages name the value and what is allowed', () => {
  expect(messageOf('amount', '1e3')).toBe('"1e3" is not a plain decimal number such as 250000.00');
  expect(messageOf('amount', '0')).toBe('"0" is not above 0 to 1,000,000,000,000');
  expect(messageOf('debtToEquity', '10001')).toBe('"10001" is not from −10,000 to 10,000');
  expect(messageOf('rate', '7.12345')).toBe('"7.12345" has 5 decimals; at most 4 are allowed');
  expect(messageOf('sector', 'x'.repeat(101))).toBe(`"${'x'.repeat(39)}…" is longer than 100 characters`);
  expect(messageOf('country', 'U\u0000K')).toBe('"U\\u0000K" holds the control character U+0000; remove it');
  expect(messageOf('status', 'Fine')).toBe(
    '"Fine" is not Performing, Watch List, Non-Performing or Defaulted',
  );
});

test('a loan typed by hand matures after today', () => {
  expect(maturedAlready('2025-06-02', '2025-06-01')).toBeNull();
  expect(maturedAlready('2025-06-01', '2025-06-01')?.code).toBe('OUT_OF_RANGE');
  expect(maturedAlready('2025-05-31', '2025-06-01')?.message).toBe(
    '"2025-05-31" is not after today, 2025-06-01',
  );
});
