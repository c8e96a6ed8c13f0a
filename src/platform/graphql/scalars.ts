import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { GraphQLUpload } from 'graphql-upload-minimal';
import { isCalendarDay } from '../calendar.ts';

const PLAIN_DECIMAL = /^-?\d{1,30}(?:\.\d{1,20})?$/;

function parseDecimal(value: unknown): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text === 'number') {
    throw new GraphQLError('Decimal: send a fraction as a string such as "4.5"; a JSON number is not exact.');
  }
  if (typeof text !== 'string' || !PLAIN_DECIMAL.test(text.trim())) {
    throw new GraphQLError(`Decimal: ${shown(value)} is not a plain decimal number such as "250000.00".`);
  }
  return text.trim();
}

/** Resolvers return text at the field's own scale (`toMoney`, `toRate`), so serialising only checks it. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'Exact decimal as a JSON string at fixed scale: money `"240800000.00"`, rates and ratios `"4.5000"`. Never a float. Input: a plain decimal string or an integer.',
  serialize: parseDecimal,
  parseValue: parseDecimal,
  parseLiteral: (node) => parseDecimal(numberOrString(node)),
});

function parseDay(value: unknown): string {
  if (typeof value === 'string' && isCalendarDay(value)) return value;
  throw new GraphQLError(`Date: ${shown(value)} is not a calendar day YYYY-MM-DD.`);
}

export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'Calendar day `YYYY-MM-DD`, in no time zone.',
  serialize: parseDay,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(stringOnly(node)),
});

const CLOCK = /^[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

function parseInstant(value: unknown): string {
  if (typeof value === 'string' && isCalendarDay(value.slice(0, 10)) && CLOCK.test(value.slice(10))) {
    const instant = new Date(value).toISOString();
    // An offset can carry it out of the years that have four digits.
    if (isCalendarDay(instant.slice(0, 10))) return instant;
  }
  throw new GraphQLError(`DateTime: ${shown(value)} is not an instant such as 2026-01-31T09:30:00Z.`);
}

/** The database gives `2026-01-31 09:30:00.123456+00` or a Date; the graph shows RFC 3339 in UTC. */
function showInstant(value: unknown): string {
  return new Date(value as string | Date).toISOString();
}

export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'Instant, RFC 3339, UTC: `2026-01-31T09:30:00.000Z`.',
  serialize: showInstant,
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(stringOnly(node)),
});

export const JsonScalar = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  specifiedByURL: null,
  description: 'Any JSON value.',
});

export const UploadScalar = new GraphQLScalarType({
  ...GraphQLUpload.toConfig(),
  description: 'A file sent by a GraphQL multipart request (header `apollo-require-preflight: true`).',
});

const numberOrString = (node: ValueNode) =>
  node.kind === Kind.INT || node.kind === Kind.FLOAT || node.kind === Kind.STRING ? node.value : null;
const stringOnly = (node: ValueNode) => (node.kind === Kind.STRING ? node.value : null);
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 60) ?? String(value);
