import { type Kysely, sql } from 'kysely';
import type { CreditTables } from '../../entities.ts';
import { breachCount, breachTests, limitsOf } from '../covenants/covenants.sql.ts';

/** A portfolio whose rollups do not say what its loans say. */
export interface RollupDrift {
  portfolioKey: string;
  name: string;
  /** How many groups and totals differ. */
  differences: number;
}

const groups = sql`
  select portfolio_id, g.dimension, g.key, g.detail, count(*) as loan_count, sum(amount) as exposure,
    case g.dimension when 'MATURITY' then sum(amount * rate) end as exposure_rate_sum
  from loans cross join lateral (values
    ('BORROWER', borrower::text, null::text), ('SECTOR', sector, null), ('COUNTRY', country, null),
    ('GRADE', credit_rating::text, status::text), ('MATURITY', maturity_date::text, null),
    ('BORROWER_GROUP', borrower_group, null)) g(dimension, key, detail)
  where g.dimension <> 'BORROWER_GROUP' or borrower_group is not null
  group by 1, 2, 3, 4
  union all
  select portfolio_id, 'BORROWER_GROUP', borrower, 'BORROWER', count(*), sum(amount), null
  from loans where borrower_group is null group by 1, 3`;

const tests = breachTests(limitsOf(null));
const breaches = breachCount(tests);

const totals = sql`
  select portfolio_id, count(*) as loan_count, sum(amount) as exposure, sum(rate) as rate_sum,
    sum(amount * rate) as exposure_rate_sum,
    ${sql.join(Object.values(tests).map((test) => sql`count(*) filter (where ${test})`))},
    ${sql.join(Object.values(tests).map((test) => sql`count(*) filter (where ${test} is null)`))},
    count(*) filter (where ${breaches} >= 1), count(*) filter (where ${breaches} >= 2),
    coalesce(sum(amount) filter (where ${breaches} >= 1), 0)
  from loans l group by portfolio_id`;

/** Compares every rollup with the loans, in one statement and so at one instant. Reads every loan. */
export async function rollupDrift(db: Kysely<CreditTables>): Promise<RollupDrift[]> {
  const { rows } = await sql<RollupDrift>`
    with group_drift as (
      ${differenceOf(groups, sql`select portfolio_id, dimension, key, detail, loan_count, exposure, exposure_rate_sum from loan_rollups`)}
    ), total_drift as (
      ${differenceOf(totals, sql`select * from portfolio_rollups where loan_count > 0`)}
    )
    select p.id::text as "portfolioKey", p.name, count(*)::int as differences
    from (select portfolio_id from group_drift union all select portfolio_id from total_drift) d
    join portfolios p on p.id = d.portfolio_id group by p.id order by p.id`.execute(db);
  return rows;
}

const differenceOf = (actual: typeof groups, stored: typeof groups) => sql`
  ((${actual}) except (${stored})) union all ((${stored}) except (${actual}))`;
