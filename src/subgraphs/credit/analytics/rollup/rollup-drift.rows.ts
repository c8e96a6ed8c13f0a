import { type Kysely, sql } from 'kysely';
import type { CreditTables } from '../../entities.ts';

/** A portfolio whose rollups do not say what its loans say. */
export interface RollupDrift {
  portfolioKey: string;
  name: string;
  /** How many groups and totals differ. */
  differences: number;
}

const groups = sql`
  select portfolio_id, g.dimension, g.key, g.detail, count(*) as loan_count, sum(amount) as exposure,
    sum(amount * rate) as exposure_rate_sum
  from loans cross join lateral (values
    ('BORROWER', borrower::text, null::text), ('SECTOR', sector, null), ('COUNTRY', country, null),
    ('GRADE', credit_rating::text, status::text), ('MATURITY', maturity_date::text, null),
    ('BORROWER_GROUP', borrower_group, null)) g(dimension, key, detail)
  where g.dimension <> 'BORROWER_GROUP' or borrower_group is not null
  group by 1, 2, 3, 4
  union all
  select portfolio_id, 'BORROWER_GROUP', borrower, 'BORROWER', count(*), sum(amount), sum(amount * rate)
  from loans where borrower_group is null group by 1, 3`;

const breaches = {
  debt_to_equity: sql`(debt_to_equity > 3.5 or debt_to_equity < 0)`,
  interest_coverage: sql`(interest_coverage < 2.5)`,
  leverage: sql`(leverage_ratio > 4.0 or leverage_ratio < 0)`,
};
const breachCount = sql`(select count(*) from unnest(array[${sql.join(Object.values(breaches))}]) breach where breach)`;

const totals = sql`
  select portfolio_id, count(*) as loan_count, sum(amount) as exposure, sum(rate) as rate_sum,
    sum(amount * rate) as exposure_rate_sum,
    ${sql.join(Object.values(breaches).map((breach) => sql`count(*) filter (where ${breach})`))},
    ${sql.join(Object.values(breaches).map((breach) => sql`count(*) filter (where ${breach} is null)`))},
    count(*) filter (where ${breachCount} >= 1), count(*) filter (where ${breachCount} >= 2),
    coalesce(sum(amount) filter (where ${breachCount} >= 1), 0)
  from loans group by portfolio_id`;

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
