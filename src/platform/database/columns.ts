import { BigIntType, p } from '@mikro-orm/postgresql';

// Columns that every table spells the same way.

/** Row keys are 64 bit: text in JavaScript, so that none is ever rounded. */
export const bigintColumn = () => p.type(new BigIntType('string')).$type<string>();

export const idColumn = () => bigintColumn().primary().autoincrement();

/** The key of a row of another type; the comment names the type, for whoever reads the table or the audit trail. */
export const referenceColumn = (typename: string) => bigintColumn().comment(typename);

/** Instants come back as the database writes them, to the microsecond: cursors need all digits. */
export const instantColumn = () => p.string().columnType('timestamptz(6)');

export const createdAtColumn = () => instantColumn().defaultRaw('now()');

/** Calendar days stay text: a Date would drag a time zone in. */
export const dayColumn = () => p.string().columnType('date');

/** Exact decimals stay text: a JavaScript number would round them. */
export const decimalColumn = (precision: number, scale: number) =>
  p.decimal('string').precision(precision).scale(scale);

/** PostgreSQL enums sort by the order of their labels, so that "best grade first" is an index scan. */
export const enumColumn = <const Label extends string>(typeName: string, labels: readonly Label[]) =>
  p.enum([...labels] as Label[]).nativeEnumName(typeName);
