import type { PeriodTransitions } from '../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.ts';
import { built } from '../../built.ts';
import { rowsOf, VISIBLE } from './database.ts';
import { keyOf } from './public-id.ts';
import type { Viewer } from './session.ts';

type Module = typeof import('../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.ts');
const { ratingMigrationOf } = await built<Module>(
  'subgraphs/credit/analytics/rating-migration/rating-migration.js',
);

const STATEMENT = {
  name: 'rating-migration',
  text: `
    with snapshots as (
      select day, grade, next_day, next_grade, count(*)::int as count, sum(amount) as exposure
      from (
        select l.amount, h.snapshot_date as day, h.credit_rating as grade,
          lead(h.snapshot_date) over later as next_day, lead(h.credit_rating) over later as next_grade
        from portfolios p
        join loans l on l.portfolio_id = p.id
        join rating_history h on h.loan_id = l.id
        where ${VISIBLE} and p.id = $3
        window later as (partition by l.id order by h.snapshot_date)
      ) of_loans group by day, grade, next_day, next_grade
    ), periods as (
      select lag(day) over (order by day) as start, day as finish from (select distinct day from snapshots) days
    )
    select p.start, p.finish,
      coalesce(json_agg(json_build_object('from', s.grade, 'to', s.next_grade, 'count', s.count,
        'exposure', s.exposure::text) order by s.grade, s.next_grade) filter (where s.day is not null), '[]') as transitions
    from periods p
    left join snapshots s on s.day = p.start and s.next_day = p.finish and s.grade < 'D'
    where p.start is not null
    group by p.start, p.finish order by p.finish`,
};

interface Row {
  start: string;
  finish: string;
  transitions: PeriodTransitions['transitions'];
}

export async function ratingMigration({ tenantId, userId }: Viewer, { id }: { id: string }) {
  const rows = await rowsOf<Row>(STATEMENT, [tenantId, userId, keyOf(id)]);
  const periods = rows.map(({ start, finish, transitions }) => ({ from: start, to: finish, transitions }));
  const { grades, ...ratingMigration } = ratingMigrationOf(periods);
  return { portfolio: { analytics: { ratingMigration } } };
}
