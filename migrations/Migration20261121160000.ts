import { Migration } from '@mikro-orm/migrations';

/** What a loan counts towards: a kind of group, the group, and a second key within it. */
const GROUPS = `(values
  ('BORROWER', c.borrower::text, null::text),
  ('BORROWER_GROUP', coalesce(c.borrower_group, c.borrower), case when c.borrower_group is null then 'BORROWER' end),
  ('SECTOR', c.sector, null),
  ('COUNTRY', c.country, null),
  ('GRADE', c.credit_rating::text, c.status::text),
  ('MATURITY', c.maturity_date::text, null)
) as g(dimension, key, detail)`;

/** Breaches at the default thresholds; null where the ratio is missing, and only there. */
const BREACHES = `lateral (select
  c.debt_to_equity > 3.5 or c.debt_to_equity < 0 as debt_to_equity_breach,
  c.interest_coverage < 2.5 as interest_coverage_breach,
  c.leverage_ratio > 4.0 or c.leverage_ratio < 0 as leverage_breach) t,
  lateral (select (t.debt_to_equity_breach is true)::int + (t.interest_coverage_breach is true)::int
    + (t.leverage_breach is true)::int as breaches) b`;

const signed = (condition: string) => `coalesce(sum(c.sign) filter (where ${condition}), 0)`;

/** What changed of the groups, given the loans that came (sign 1) and went (−1). A deleted portfolio has no groups any more. */
const GROUP_CHANGES = `
  select c.portfolio_id, g.dimension, g.key, g.detail, sum(c.sign) as loan_count,
    sum(c.sign * c.amount) as exposure, sum(c.sign * c.amount * c.rate) as exposure_rate_sum
  from changes c join portfolios p on p.id = c.portfolio_id cross join lateral ${GROUPS}
  group by 1, 2, 3, 4
  having sum(c.sign) <> 0 or sum(c.sign * c.amount) <> 0 or sum(c.sign * c.amount * c.rate) <> 0`;

const TOTALS = [
  ['loan_count', 'bigint', 'sum(c.sign)'],
  ['exposure', 'numeric', 'sum(c.sign * c.amount)'],
  ['rate_sum', 'numeric', 'sum(c.sign * c.rate)'],
  ['exposure_rate_sum', 'numeric', 'sum(c.sign * c.amount * c.rate)'],
  ['debt_to_equity_breaches', 'bigint', signed('t.debt_to_equity_breach')],
  ['interest_coverage_breaches', 'bigint', signed('t.interest_coverage_breach')],
  ['leverage_breaches', 'bigint', signed('t.leverage_breach')],
  ['debt_to_equity_untested', 'bigint', signed('t.debt_to_equity_breach is null')],
  ['interest_coverage_untested', 'bigint', signed('t.interest_coverage_breach is null')],
  ['leverage_untested', 'bigint', signed('t.leverage_breach is null')],
  ['loans_in_breach', 'bigint', signed('b.breaches >= 1')],
  ['loans_in_multiple_breach', 'bigint', signed('b.breaches >= 2')],
  ['breached_exposure', 'numeric', 'coalesce(sum(c.sign * c.amount) filter (where b.breaches >= 1), 0)'],
] as const;
const TOTAL_NAMES = TOTALS.map(([name]) => name);

const TOTAL_CHANGES = `
  select c.portfolio_id, ${TOTALS.map(([name, , expression]) => `${expression} as ${name}`).join(', ')}
  from changes c join portfolios p on p.id = c.portfolio_id cross join ${BREACHES}
  group by c.portfolio_id`;

/** Columns that a rollup reads: a change of others (the time of the update) moves nothing. */
const READ = [
  ...['portfolio_id', 'borrower', 'borrower_group', 'amount', 'rate', 'sector', 'maturity_date'],
  ...['credit_rating', 'status', 'country', 'debt_to_equity', 'interest_coverage', 'leverage_ratio'],
];
const columns = (of: string) => READ.map((name) => `${of}.${name}`).join(', ');

const CAME = `select 1 as sign, ${columns('n')} from new_rows n`;
const WENT = `select -1 as sign, ${columns('o')} from old_rows o`;
const differs = `(${columns('n')}) is distinct from (${columns('o')})`;
const CHANGES = {
  insert: CAME,
  delete: WENT,
  update: `${CAME} join old_rows o on o.id = n.id where ${differs}
    union all ${WENT} join new_rows n on n.id = o.id where ${differs}`,
};

/** In one order always, so that two writers never wait for each other crosswise. */
const apply = (changes: string) => `
  with changes as (${changes}), changed as (${GROUP_CHANGES})
  insert into loan_rollups as r (portfolio_id, dimension, key, detail, loan_count, exposure, exposure_rate_sum)
  select * from changed order by portfolio_id, dimension, key collate "C", detail collate "C"
  on conflict (portfolio_id, dimension, key, detail) do update set
    loan_count = r.loan_count + excluded.loan_count, exposure = r.exposure + excluded.exposure,
    exposure_rate_sum = r.exposure_rate_sum + excluded.exposure_rate_sum;
  with changes as (${changes}), changed as (${TOTAL_CHANGES})
  insert into portfolio_rollups as r (portfolio_id, ${TOTAL_NAMES.join(', ')})
  select * from changed order by portfolio_id
  on conflict (portfolio_id) do update set
    ${TOTAL_NAMES.map((name) => `${name} = r.${name} + excluded.${name}`).join(', ')};`;

const dropEmpty = (rows: string) => `
  delete from loan_rollups where loan_count = 0 and portfolio_id in (select portfolio_id from ${rows});`;

const body = {
  insert: apply(CHANGES.insert),
  update: apply(CHANGES.update) + dropEmpty('old_rows'),
  delete: apply(CHANGES.delete) + dropEmpty('old_rows'),
};
const REFERENCING = {
  insert: 'new table as new_rows',
  update: 'old table as old_rows new table as new_rows',
  delete: 'old table as old_rows',
};
const EVENTS = ['insert', 'update', 'delete'] as const;

/**
 * Sums over a portfolio's loans by borrower, borrower group, sector, country, grade with status, and day of maturity,
 * kept by triggers: numbers over a million loans are then read from as many rows as there are groups.
 */
export class Migration20261121160000 extends Migration {
  override up(): void {
    this.addSql(`create table loan_rollups (
      portfolio_id bigint not null references portfolios (id) on delete cascade,
      dimension text not null, key text, detail text,
      loan_count bigint not null, exposure numeric not null, exposure_rate_sum numeric not null,
      constraint loan_rollups_unique unique nulls not distinct (portfolio_id, dimension, key, detail))`);
    this.addSql('create index loan_rollups_empty on loan_rollups (portfolio_id) where loan_count = 0');
    this.addSql(`create table portfolio_rollups (
      portfolio_id bigint primary key references portfolios (id) on delete cascade,
      ${TOTALS.map(([name, type]) => `${name} ${type} not null`).join(', ')})`);
    for (const event of EVENTS) {
      this.addSql(`create function roll_up_loan_${event}() returns trigger language plpgsql as $$
        begin ${body[event]} return null; end $$`);
      this.addSql(`create trigger loans_roll_up_${event} after ${event} on loans
        referencing ${REFERENCING[event]} for each statement execute function roll_up_loan_${event}()`);
    }
    // What stands in the book already is rolled up as if it came just now.
    this.addSql(`create function rebuild_rollups(portfolio bigint) returns void language plpgsql as $$
      begin
        delete from loan_rollups where portfolio_id = portfolio;
        delete from portfolio_rollups where portfolio_id = portfolio;
        ${apply(`select 1 as sign, ${columns('l')} from loans l where l.portfolio_id = portfolio`)}
      end $$`);
    this.addSql('select rebuild_rollups(id) from portfolios');
  }

  override down(): void {
    for (const event of EVENTS) {
      this.addSql(`drop trigger loans_roll_up_${event} on loans`);
      this.addSql(`drop function roll_up_loan_${event}()`);
    }
    this.addSql('drop function rebuild_rollups(bigint)');
    this.addSql('drop table portfolio_rollups');
    this.addSql('drop table loan_rollups');
  }
}
