import { sql } from 'kysely';
import { type Book, changed } from '../book/book-columns.ts';
import { REGRADED } from './regraded.ts';
import { selectedBy } from './shock-filter.ts';
import type { ShockValues } from './sound-scenario.ts';

/**
 * The line of D in each tenant's table. A table without D says: certain default, at the weight of its worst grade;
 * the recovery is left open.
 */
const LINE_OF_D = sql`(
  select distinct on (tenant_id) tenant_id, credit_rating = 'D' as is_given, risk_weight,
    case credit_rating when 'D' then default_probability else 1 end as default_probability,
    case credit_rating when 'D' then recovery_rate end as recovery_rate
  from default_rates order by tenant_id, credit_rating desc)`;

/** Of each scope's loans that the filter selects, ⌈share · n⌉ become D and DEFAULTED: the largest, ties by loanId. */
export function defaultShare(book: Book, { share, filter }: ShockValues['defaultShare']): Book {
  const selected = sql`(select l.*, ${selectedBy(filter)} as selected from ${book}) l`;
  const picked = sql`(
    select l.*, l.selected and row_number() over largest_first
      <= ceil(count(*) over (partition by l.scope, l.selected) * ${share}::numeric) as defaults
    from ${selected}
    window largest_first as (
      partition by l.scope, l.selected order by l.amount desc, l.loan_id collate "C", l.id)) l`;
  // A loan that is not rated has no former recovery: without a line of D in the table it stays unrated.
  const there = sql`
    left join ${LINE_OF_D} there on there.tenant_id = l.tenant_id and l.defaults
      and l.credit_rating is distinct from 'D' and (there.is_given or l.pd is not null)`;
  return changed(sql`${picked} ${there}`, {
    ...REGRADED,
    credit_rating: sql`case when l.defaults then 'D' else l.credit_rating end`,
    status: sql`case when l.defaults then 'DEFAULTED' else l.status end`,
  });
}
