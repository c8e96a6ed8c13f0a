import { sql } from 'kysely';
import { type Book, changed } from '../book/book-columns.ts';
import { REGRADED } from './regraded.ts';
import { selectedBy } from './shock-filter.ts';
import type { ShockValues } from './sound-scenario.ts';

/** The grades of each tenant's table, the best on step 1. */
const LADDER = sql`(
  select *, row_number() over grades as step, count(*) over (partition by tenant_id) as steps
  from default_rates window grades as (partition by tenant_id order by credit_rating))`;

/** Steps through the grades of the tenant's table to its ends. D stays, and so does a loan that is not rated. */
export function notchDown(book: Book, { notches, filter }: ShockValues['notchDown']): Book {
  const step = sql`greatest(1, least(here.steps, here.step + ${notches}::int))`;
  const steps = sql`
    left join ${LADDER} here on here.tenant_id = l.tenant_id and here.credit_rating = l.credit_rating
      and here.credit_rating <> 'D' and ${selectedBy(filter)}
    left join ${LADDER} there on there.tenant_id = here.tenant_id and there.step = ${step}
      and there.step <> here.step`;
  return changed(sql`${book} ${steps}`, REGRADED);
}
