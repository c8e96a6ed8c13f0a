import { type GraphQLScalarType, parseValue } from 'graphql';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../../src/platform/graphql/scalars.ts';

/** A value in a variable, and the same one written in the document. */
const both = (scalar: GraphQLScalarType, value: unknown) => [
  scalar.parseValue(value),
  scalar.parseLiteral(parseValue(JSON.stringify(value))),
];
const refused = (scalar: GraphQLScalarType, value: unknown) => {
  expect(() => scalar.parseValue(value)).toThrow(`${scalar.name}: `);
  expect(() => scalar.parseLiteral(parseValue(JSON.stringify(value) ?? 'null'))).toThrow(`${scalar.name}: `);
};

describe('Decimal', () => {
  test.each([
    ['250000.00', '250000.00'],
    [' -0.5 ', '-0.5'],
    ['007', '007'],
    [5, '5'],
    [-3, '-3'],
    ['9'.repeat(30), '9'.repeat(30)],
  ])('%j is %s', (value, text) => expect(both(DecimalScalar, value)).toEqual([text, text]));

  test.each([
    '',
    '1e3',
    '1E3',
    '1,000',
    '.5',
    '5.',
    '+5',
    '0x10',
    'NaN',
    'Infinity',
    '٥',
    '5\n5',
    '9'.repeat(31),
  ])('%j is none', (value) => refused(DecimalScalar, value));
  test.each([true, [], {}, ['5']])('%j is none', (value) => refused(DecimalScalar, value));

  test('a JSON number with a fraction is not exact', () => {
    expect(() => DecimalScalar.parseValue(4.5)).toThrow('send a fraction as a string');
    expect(() => DecimalScalar.parseValue(2 ** 53)).toThrow('is not exact');
    // In a document it is text, and exact.
    expect(DecimalScalar.parseLiteral(parseValue('4.50'))).toBe('4.50');
    expect(() => DecimalScalar.parseLiteral(parseValue('1e3'))).toThrow('plain decimal');
  });

  test('an answer is checked too: no float slips out', () => {
    expect(DecimalScalar.serialize('240800000.00')).toBe('240800000.00');
    expect(() => DecimalScalar.serialize(0.1)).toThrow();
    expect(() => DecimalScalar.serialize('1e+21')).toThrow();
  });
});

describe('Date', () => {
  test.each(['2024-02-29', '0001-01-01', '9999-12-31'])('%s', (day) =>
    expect(both(DateScalar, day)).toEqual([day, day]));
  test.each([
    '2023-02-29',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '0000-01-01',
    '01/01/2026',
    '',
    'today',
    20260101,
  ])('%j is none', (value) => refused(DateScalar, value));
});

describe('DateTime', () => {
  test.each([
    ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    ['2026-01-31t09:30:00.5z', '2026-01-31T09:30:00.500Z'],
    ['2026-01-31 09:30:00.123456789+05:30', '2026-01-31T04:00:00.123Z'],
    ['2026-01-01T00:00:00-23:59', '2026-01-01T23:59:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (value, instant) => expect(both(DateTimeScalar, value)).toEqual([instant, instant]));

  test.each([
    ['no time zone', '2026-01-31T09:30:00'],
    ['a day alone', '2026-01-31'],
    ['no seconds', '2026-01-31T09:30Z'],
    ['no such day', '2026-02-30T00:00:00Z'],
    ['no such hour', '2026-01-31T24:00:00Z'],
    ['no such minute', '2026-01-31T09:60:00Z'],
    ['no such offset', '2026-01-31T09:30:00+24:00'],
    ['a year that the database does not know', '0000-01-01T00:00:00Z'],
    ['carried out of the years by its offset', '0001-01-01T00:00:00+01:00'],
    ['and at the other end', '9999-12-31T23:59:59-01:00'],
    ['words', 'yesterday'],
    ['a number', 1_767_225_600_000],
  ])('%s is none', (_, value) => refused(DateTimeScalar, value));

  test('an answer is shown in UTC, to the millisecond', () => {
    expect(DateTimeScalar.serialize('2026-01-31 09:30:00.123456+00')).toBe('2026-01-31T09:30:00.123Z');
    expect(DateTimeScalar.serialize('2026-01-31 09:30:00+05:30')).toBe('2026-01-31T04:00:00.000Z');
    expect(DateTimeScalar.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  });
});
