import { type RawBuilder, sql } from 'kysely';
import type { LoanField } from '../../loan/loan-fields.ts';
import { type Book, type BookColumn, type Changes, changed } from '../book/book-columns.ts';
import { REGRADED } from './regraded.ts';
import type { ShockValues } from './sound-scenario.ts';

/** What can change: its column, and the column's type. */
const CHANGEABLE = [
  ['amount', 'amount', sql`numeric`],
  ['rate', 'rate', sql`numeric`],
  ['status', 'status', sql`loan_status`],
  ['maturityDate', 'maturity_date', sql`date`],
  ['creditRating', 'credit_rating', sql`credit_rating`],
] as const satisfies [LoanField, BookColumn, RawBuilder<unknown>][];

/** Gives one loan other values; a field that is left out stays. */
export function changeLoan(book: Book, { loanId, values }: ShockValues['changeLoan']): Book {
  const isIt = sql`l.loan_id = ${loanId}`;
  const fields: Changes = {};
  for (const [field, column, type] of CHANGEABLE) {
    if (values[field] === undefined) continue;
    fields[column] = sql`case when ${isIt} then ${values[field]}::${type} else ${sql.ref(`l.${column}`)} end`;
  }
  if (values.creditRating === undefined) return changed(book, fields);
  const there = sql`
    left join default_rates there on there.tenant_id = l.tenant_id and ${isIt}
      and there.credit_rating = ${values.creditRating}::credit_rating
      and there.credit_rating is distinct from l.credit_rating`;
  return changed(sql`${book} ${there}`, { ...REGRADED, ...fields });
}
