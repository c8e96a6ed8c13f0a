import { type RawBuilder, sql } from 'kysely';

/** A relation that stands in a `from` under the name `l`. */
export type Book = RawBuilder<unknown>;

/** Likewise under the name `p`: scope, portfolio_id and tenant_id of what the viewer may read. */
export type Portfolios = RawBuilder<unknown>;

/** What a book takes over from the table of loans. */
export const STORED_COLUMNS = [
  'id',
  'portfolio_id',
  'tenant_id',
  'loan_id',
  'borrower',
  'borrower_group',
  'amount',
  'rate',
  'sector',
  'maturity_date',
  'credit_rating',
  'status',
  'country',
  'debt_to_equity',
  'interest_coverage',
  'leverage_ratio',
  'updated_at',
] as const;

/** What every loan of a book has, stored or not; `pd`, `lgd` and `risk_weight` are null for an unrated loan. */
export const BOOK_COLUMNS = ['scope', ...STORED_COLUMNS, 'pd', 'lgd', 'risk_weight'] as const;
export type BookColumn = (typeof BOOK_COLUMNS)[number];

/** Columns with another value than in the book before. */
export type Changes = Partial<Record<BookColumn, RawBuilder<unknown>>>;

/** All columns, as a select list over `l`. */
export const columnsOf = (changes: Changes = {}) =>
  sql.join(
    BOOK_COLUMNS.map((column) =>
      changes[column] ? sql`${changes[column]} as ${sql.ref(column)}` : sql.ref(`l.${column}`),
    ),
  );

/**
 * The book with other values in some columns. offset 0: the planner must not fold the stages into one another, or
 * an expression that names a column twice doubles with every stage.
 */
export const changed = (from: RawBuilder<unknown>, changes: Changes): Book =>
  sql`(select ${columnsOf(changes)} from ${from} offset 0) l`;
