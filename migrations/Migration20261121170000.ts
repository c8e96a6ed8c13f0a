import { Migration } from '@mikro-orm/migrations';
import { Migration20261121160000 } from './Migration20261121160000.ts';

/** What a loan counts by, in an order that all writers keep to. The first column tells a group by it from the others. */
const DIMENSIONS = {
  BORROWER: 'c.borrower',
  BORROWER_GROUP: 'c.connected, c.stands_alone',
  COUNTRY: 'c.country',
  GRADE: 'c.credit_rating, c.status',
  MATURITY: 'c.maturity_date',
  SECTOR: 'c.sector',
};
const FIRST = Object.values(DIMENSIONS).map((columns) => columns.split(',')[0]);
/** One bit a dimension, the first the highest: 0 where a group is by it. */
const maskOf = (place: number) => 2 ** FIRST.length - 1 - 2 ** (FIRST.length - 1 - place);
const DIMENSION = `case grouping(${FIRST.join(', ')}) ${Object.keys(DIMENSIONS)
  .map((name, place) => `when ${maskOf(place)} then '${name}'`)
  .join(' ')} end`;

/** What changed of the groups, in one pass. All columns that a group is not by are null in it. */
export const GROUP_CHANGES = `
  select c.portfolio_id, ${DIMENSION} as dimension, coalesce(${FIRST.map((column) => `${column}::text`).join(', ')}) as key,
    coalesce(c.status::text, case when c.stands_alone then 'BORROWER' end) as detail,
    sum(c.sign) as loan_count, sum(c.exposure) as exposure,
    case when grouping(c.maturity_date) = 0 then sum(c.exposure * c.rate) end as exposure_rate_sum
  from changes c
  group by c.portfolio_id, grouping sets (${Object.values(DIMENSIONS)
    .map((columns) => `(${columns})`)
    .join(', ')})
  having sum(c.sign) <> 0 or sum(c.exposure) <> 0 or grouping(c.maturity_date) = 0 and sum(c.exposure * c.rate) <> 0`;

/** Breaches at the default thresholds; null where the ratio is missing, and only there. */
export const BREACHES = `lateral (select
  c.debt_to_equity > 3.5 or c.debt_to_equity < 0 as debt_to_equity_breach,
  c.interest_coverage < 2.5 as interest_coverage_breach,
  c.leverage_ratio > 4.0 or c.leverage_ratio < 0 as leverage_breach) t,
  lateral (select (t.debt_to_equity_breach is true)::int + (t.interest_coverage_breach is true)::int
    + (t.leverage_breach is true)::int as breaches) b`;

const signed = (condition: string) => `coalesce(sum(c.sign) filter (where ${condition}), 0)`;

export const TOTALS = Object.entries({
  loan_count: 'sum(c.sign)',
  exposure: 'sum(c.exposure)',
  rate_sum: 'sum(c.sign * c.rate)',
  exposure_rate_sum: 'sum(c.exposure * c.rate)',
  debt_to_equity_breaches: signed('t.debt_to_equity_breach'),
  interest_coverage_breaches: signed('t.interest_coverage_breach'),
  leverage_breaches: signed('t.leverage_breach'),
  debt_to_equity_untested: signed('t.debt_to_equity_breach is null'),
  interest_coverage_untested: signed('t.interest_coverage_breach is null'),
  leverage_untested: signed('t.leverage_breach is null'),
  loans_in_breach: signed('b.breaches >= 1'),
  loans_in_multiple_breach: signed('b.breaches >= 2'),
  breached_exposure: 'coalesce(sum(c.exposure) filter (where b.breaches >= 1), 0)',
});
export const TOTAL_NAMES = TOTALS.map(([name]) => name);

const TOTAL_CHANGES = `
  select * from (
    select c.portfolio_id, ${TOTALS.map(([name, sum]) => `${sum} as ${name}`).join(', ')}
    from changes c cross join ${BREACHES} group by c.portfolio_id) sums
  where ${TOTAL_NAMES.map((name) => `${name} <> 0`).join(' or ')}`;

/** What is rolled up of a loan, its rate apart. */
const BUT_RATE = [
  ...['portfolio_id', 'borrower', 'borrower_group', 'amount', 'sector', 'maturity_date', 'credit_rating'],
  ...['status', 'country', 'debt_to_equity', 'interest_coverage', 'leverage_ratio'],
];
export const ALL = [...BUT_RATE, 'rate'].join(', ');

/** Loans, as they came (1) or went (−1). */
export const CAME = `select 1 as sign, ${ALL} from new_rows`;
export const WENT = `select -1 as sign, ${ALL} from old_rows`;
export const BOTH = `${CAME} union all ${WENT}`;

/** What came as it went is gone here, so that an import of what is known already costs little. */
export const DIFFERENT = `
  select sum(sign)::int as sign, ${ALL} from (${BOTH}) l group by ${ALL} having sum(sign) <> 0`;

/** With what the sums are made of. */
export const changesOf = (loans: string) => `
  select l.*, sign * amount as exposure, coalesce(borrower_group, borrower) as connected,
    borrower_group is null as stands_alone
  from (${loans}) l`;

/** In one order always, so that two writers never wait for each other crosswise. */
const ADD_GROUPS = `
  insert into loan_rollups as r (portfolio_id, dimension, key, detail, loan_count, exposure, exposure_rate_sum)
  select * from (${GROUP_CHANGES}) changed order by portfolio_id, dimension, key collate "C", detail collate "C"
  on conflict (portfolio_id, dimension, key, detail) do update set
    loan_count = r.loan_count + excluded.loan_count, exposure = r.exposure + excluded.exposure,
    exposure_rate_sum = r.exposure_rate_sum + excluded.exposure_rate_sum`;

const ADD_TOTALS = `
  insert into portfolio_rollups as r (portfolio_id, ${TOTAL_NAMES.join(', ')})
  select * from (${TOTAL_CHANGES}) changed order by portfolio_id
  on conflict (portfolio_id) do update set
    ${TOTAL_NAMES.map((name) => `${name} = r.${name} + excluded.${name}`).join(', ')}`;

const add = (loans: string) => `
  with changes as (${changesOf(loans)}) ${ADD_GROUPS};
  with changes as (${changesOf(loans)}) ${ADD_TOTALS};`;

/** The same where a group may end. Whoever has just written a row holds it: its place is still its place. */
const addAndEnd = (loans: string) => `
  with changes as (${changesOf(loans)}), written as (${ADD_GROUPS} returning r.ctid as place, r.loan_count)
  select array_agg(place) filter (where loan_count = 0) into ended from written;
  with changes as (${changesOf(loans)}) ${ADD_TOTALS};
  if ended is not null then delete from loan_rollups where ctid = any(ended); end if;`;

const butRateOf = (row: string) => `(${BUT_RATE.map((name) => `${row}.${name}`).join(', ')})`;

/** Where nothing but the rate of a loan changed, or nothing that is rolled up: a group and two totals at most. */
export const RATE_OF_ONE = `
  select * into was from old_rows;
  select * into becomes from new_rows;
  if ${butRateOf('becomes')} is not distinct from ${butRateOf('was')} then
    if becomes.rate <> was.rate then
      insert into loan_rollups as r (portfolio_id, dimension, key, loan_count, exposure, exposure_rate_sum)
      values (was.portfolio_id, 'MATURITY', was.maturity_date::text, 0, 0, was.amount * (becomes.rate - was.rate))
      on conflict (portfolio_id, dimension, key, detail) do update set
        exposure_rate_sum = r.exposure_rate_sum + excluded.exposure_rate_sum;
      update portfolio_rollups set rate_sum = rate_sum + (becomes.rate - was.rate),
        exposure_rate_sum = exposure_rate_sum + was.amount * (becomes.rate - was.rate)
      where portfolio_id = was.portfolio_id;
    end if;
    return null;
  end if;`;

const FUNCTIONS = {
  insert: `begin ${add(CAME)} return null; end`,
  update: `declare ended tid[]; was loans; becomes loans;
    begin
      if (select count(*) = 1 from (select from new_rows limit 2) few)
      then ${RATE_OF_ONE} ${addAndEnd(BOTH)}
      else ${addAndEnd(DIFFERENT)}
      end if;
      return null;
    end`,
  delete: `declare ended tid[]; standing bigint[];
    begin
      standing := array(select id from portfolios where id in (select portfolio_id from old_rows));
      if standing = '{}' then return null; end if;
      ${addAndEnd(`${WENT} where portfolio_id = any(standing)`)}
      return null;
    end`,
};

/**
 * Rollups that are cheaper to keep. Transition tables are never joined: PL/pgSQL keeps the plan of its first call, and
 * that of one loan (a nested loop) took minutes over ten thousand. What came and went is summed instead, and cancels out.
 * Σ amount · rate is kept by day of maturity alone, where it is asked for.
 */
export class Migration20261121170000 extends Migration {
  override up(): void {
    this.addSql('drop index loan_rollups_empty');
    this.addSql('alter table loan_rollups alter exposure_rate_sum drop not null, set (fillfactor = 80)');
    this.addSql("update loan_rollups set exposure_rate_sum = null where dimension <> 'MATURITY'");
    for (const [event, body] of Object.entries(FUNCTIONS)) {
      this.addSql(
        `create or replace function roll_up_loan_${event}() returns trigger language plpgsql as $$ ${body} $$`,
      );
    }
    this.addSql(`create or replace function rebuild_rollups(portfolio bigint) returns void language plpgsql as $$
      begin
        delete from loan_rollups where portfolio_id = portfolio;
        delete from portfolio_rollups where portfolio_id = portfolio;
        ${add(`select 1 as sign, ${ALL} from loans where portfolio_id = portfolio`)}
      end $$`);
  }

  override down(): void {
    const before = new Migration20261121160000(this.driver, this.config);
    before.down();
    before.up();
    for (const query of before.getQueries()) this.addSql(query);
  }
}
