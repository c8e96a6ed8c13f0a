import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { loansThat } from '../../loan/loan-filter.sql.ts';
import type { LoanFilter } from '../../loan/loan-filter.type.ts';
import type { BookColumn } from '../book/book-columns.ts';

type Filter = LoanFilter | null | undefined;

/** Whether a shock's filter selects `l`, as the shocks before have left it: never null. */
export const selectedBy = (filter: Filter): RawBuilder<SqlBool> =>
  sql`(${loansThat(filter, { pd: sql`l.pd` })}) is true`;

/** A column of `l` with another value where a shock's filter selects. */
export const whereSelected = (filter: Filter, value: RawBuilder<unknown>, column: BookColumn) =>
  filter ? sql`case when ${selectedBy(filter)} then ${value} else ${sql.ref(`l.${column}`)} end` : value;
