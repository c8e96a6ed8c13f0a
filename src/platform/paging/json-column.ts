import { type RawBuilder, sql } from 'kysely';
import { toGlobalId } from '../graphql/global-id.ts';

/** A column on its way to JSON: text of the database, one line and never empty, and what the answer shows for it. */
export interface JsonColumn {
  text: RawBuilder<unknown>;
  toJson(text: string): string;
}

const quoted = (text: string) => `"${text}"`;
const asItIs = (text: string) => text;

/** Any text: PostgreSQL escapes it, line breaks included. */
export const jsonString = (text: RawBuilder<unknown>): JsonColumn => ({
  text: sql`to_json(${text})::text`,
  toJson: asItIs,
});

/** Decimals, days and names of an enum, in which nothing has to be escaped. */
export const jsonWord = (word: RawBuilder<unknown>): JsonColumn => ({
  text: sql`${word}::text`,
  toJson: quoted,
});

export const jsonInteger = (number: RawBuilder<unknown>): JsonColumn => ({
  text: sql`${number}::text`,
  toJson: asItIs,
});

/** Milliseconds, cut off like a `Date` cuts them. */
export const jsonInstant = (instant: RawBuilder<unknown>): JsonColumn => ({
  text: sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  toJson: quoted,
});

export const jsonGlobalId = (typename: string, key: RawBuilder<unknown>): JsonColumn => ({
  text: sql`${key}::text`,
  toJson: (text) => quoted(toGlobalId(typename, text)),
});

export const jsonTypename = (typename: string): JsonColumn => ({
  text: sql.lit(typename),
  toJson: quoted,
});
