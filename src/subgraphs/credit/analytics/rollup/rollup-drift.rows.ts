import { type Kysely, sql } from 'kysely';
import type { CreditTables } from '../../entities.ts';
import { breachCount, breachTests, limitsOf } from '../covenants/covenants.sql.ts';
import type { RollupDimension } from './rollups.ts';

/** A portfolio whose rollups do not say what its loans say. */
export interface RollupDrift {
  portfolioKey: string;
  name: string;
  /** How many groups and totals differ. */
  differences: number;
}

const groups = sql`
  select portfolio_id, g.dimension, g.key, g.detail, count(*) as loan_count, sum(amount) as exposure,
    case g.dimension when 'MATURITY' then sum(amount * rate) end as exposure_rate_sum,
    case g.dimension when 'MATURITY' then g.key::date end as day,
    case g.dimension when 'BORROWER' then exposure_step(sum(amount)) end as step
  from loans cross join lateral (values
    ('BORROWER', borrower::text, null::text), ('SECTOR', sector, null), ('COUNTRY', country, null),
    ('GRADE', credit_rating::text, status::text), ('MATURITY', maturity_date::text, null),
    ('BORROWER_GROUP', borrower_group, null)) g(dimension, key, detail)
  where g.dimension <> 'BORROWER_GROUP' or borrower_group is not null
  group by 1, 2, 3, 4
  union all
  select portfolio_id, 'BORROWER_GROUP', borrower, 'BORROWER', count(*), sum(amount), null, null, null
  from loans where borrower_group is null group by 1, 3`;

/** The borrowers of a step are ranked among themselves. */
const steps = sql`
  select portfolio_id, digits, step, count(*), sum(exposure), sum(exposure * place)
  from (
    select g.portfolio_id, g.exposure, s.digits, s.step, row_number() over (
      partition by g.portfolio_id, s.digits, s.step order by g.exposure desc) as place
    from groups g cross join lateral (values
      (3, exposure_step(g.exposure)), (1, exposure_step(g.exposure) / 100)) s(digits, step)
    where g.dimension = 'BORROWER') ranked
  group by portfolio_id, digits, step`;

const tests = breachTests(limitsOf(null));
const breaches = breachCount(tests);

const sums = sql`
  select portfolio_id, count(*) as loan_count, sum(amount) as exposure, sum(rate) as rate_sum,
    sum(amount * rate) as exposure_rate_sum,
    ${sql.join(Object.values(tests).map((test) => sql`count(*) filter (where ${test})`))},
    ${sql.join(Object.values(tests).map((test) => sql`count(*) filter (where ${test} is null)`))},
    count(*) filter (where ${breaches} >= 1), count(*) filter (where ${breaches} >= 2),
    coalesce(sum(amount) filter (where ${breaches} >= 1), 0)
  from loans l group by portfolio_id`;

const divisionOf = (dimension: RollupDimension) => sql`(
  select portfolio_id, count(*), sum(exposure * exposure) from groups where dimension = ${dimension} group by 1)`;

/** Named by nobody: compared in the order of the table's columns. */
const totals = sql`
  select * from (${sums}) sums
  join ${divisionOf('BORROWER')} borrowers using (portfolio_id)
  join ${divisionOf('BORROWER_GROUP')} borrower_groups using (portfolio_id)`;

/** Compares every rollup with the loans, in one statement and so at one instant. Reads every loan. */
export async function rollupDrift(db: Kysely<CreditTables>): Promise<RollupDrift[]> {
  const { rows } = await sql<RollupDrift>`
    with groups as (${groups}), group_drift as (
      ${differenceOf(sql`table groups`, sql`select portfolio_id, dimension, key, detail, loan_count, exposure, exposure_rate_sum, day, step from loan_rollups`)}
    ), total_drift as (
      ${differenceOf(totals, sql`select * from portfolio_rollups where loan_count > 0`)}
    ), step_drift as (
      ${differenceOf(steps, sql`table exposure_steps`)}
    )
    select p.id::text as "portfolioKey", p.name, count(*)::int as differences
    from (
      select portfolio_id from group_drift union all select portfolio_id from total_drift
      union all select portfolio_id from step_drift) d
    join portfolios p on p.id = d.portfolio_id group by p.id order by p.id`.execute(db);
  return rows;
}

const differenceOf = (actual: typeof groups, stored: typeof groups) => sql`
  ((${actual}) except (${stored})) union all ((${stored}) except (${actual}))`;
