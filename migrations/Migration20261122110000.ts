import { Migration } from '@mikro-orm/migrations';
import {
  ALL,
  BOTH,
  BREACHES,
  CAME,
  changesOf,
  DIFFERENT,
  GROUP_CHANGES,
  Migration20261121170000,
  RATE_OF_ONE,
  TOTAL_NAMES,
  TOTALS,
  WENT,
} from './Migration20261121170000.ts';

/** What the borrowers, and the borrower groups, of a portfolio come to: how many they are and ΣE², by what has moved. */
const DIVISIONS = { borrower: 'BORROWER', borrower_group: 'BORROWER_GROUP' };
const DIVISION_TOTALS = Object.entries(DIVISIONS).flatMap(([name, dimension]) => [
  [
    `${name}_count`,
    `count(*) filter (where dimension = '${dimension}' and loan_count > 0)
     - count(previous_exposure) filter (where dimension = '${dimension}')`,
  ],
  [
    `${name}_squares`,
    `coalesce(sum(exposure * exposure - coalesce(previous_exposure * previous_exposure, 0))
       filter (where dimension = '${dimension}'), 0)`,
  ],
]);
const DIVISION_NAMES = DIVISION_TOTALS.map(([name]) => name);
const NAMES = [...TOTAL_NAMES, ...DIVISION_NAMES];

/**
 * With a portfolio whose borrowers moved, even where no total did: whoever is to count its steps holds its row until the
 * end, so that nobody else counts them meanwhile.
 */
const TOTAL_CHANGES = `
  select sums.*, ${DIVISION_NAMES.map((name) => `coalesce(d.${name}, 0)`).join(', ')}
  from (
    select c.portfolio_id, ${TOTALS.map(([name, sum]) => `${sum} as ${name}`).join(', ')}
    from changes c cross join ${BREACHES} group by c.portfolio_id) sums
  left join (
    select portfolio_id, ${DIVISION_TOTALS.map(([name, sum]) => `${sum} as ${name}`).join(', ')}
    from unnest(moved) group by portfolio_id) d on d.portfolio_id = sums.portfolio_id
  where d.portfolio_id is not null or ${TOTAL_NAMES.map((name) => `sums.${name} <> 0`).join(' or ')}`;

/** Order of magnitude and first three digits. Decimals come to the same on every machine, unlike logarithms. */
const STEP = 'length(trunc(exposure)::text) * 1000 + left(trunc(exposure)::text, 3)::int';

/** No generated column: its expression would be read and planned anew for each statement, those that change a rate as well. */
const stepOf = (exposure: string, dimension = 'dimension') =>
  `case when ${dimension} = 'BORROWER' then exposure_step(${exposure}) end`;

/** A text is parsed each time it is read; a date is there. */
const DAY = "case when dimension = 'MATURITY' then key::date end";

const ADD_GROUPS = `
  insert into loan_rollups as r (portfolio_id, dimension, key, detail, loan_count, exposure, exposure_rate_sum, day, step)
  select changed.*, ${DAY}, ${stepOf('exposure')} from (${GROUP_CHANGES}) changed order by portfolio_id, dimension, key collate "C", detail collate "C"
  on conflict (portfolio_id, dimension, key, detail) do update set
    loan_count = r.loan_count + excluded.loan_count, exposure = r.exposure + excluded.exposure,
    exposure_rate_sum = r.exposure_rate_sum + excluded.exposure_rate_sum, previous_exposure = r.exposure,
    step = ${stepOf('r.exposure + excluded.exposure', 'r.dimension')}`;

const ADD_TOTALS = `
  insert into portfolio_rollups as r (portfolio_id, ${NAMES.join(', ')})
  select * from (${TOTAL_CHANGES}) changed order by portfolio_id
  on conflict (portfolio_id) do update set
    ${NAMES.map((name) => `${name} = r.${name} + excluded.${name}`).join(', ')}`;

/** Borrowers and their groups that owe another amount than before. */
const HAS_MOVED = `dimension in (${Object.values(DIVISIONS).map((dimension) => `'${dimension}'`)})
  and exposure is distinct from previous_exposure`;

/** Whoever has just written a row holds it: its place is still its place. Steps are counted once all else is done. */
const add = (loans: string) => `
  with changes as (${changesOf(loans)}),
    written as (${ADD_GROUPS} returning r.ctid as place, r as rollup, r.dimension, r.loan_count, r.exposure, r.previous_exposure)
  select array_agg(place) filter (where loan_count = 0), array_agg(rollup) filter (where ${HAS_MOVED})
    into ended, moved from written;
  with changes as (${changesOf(loans)}) ${ADD_TOTALS};
  if ended is not null then delete from loan_rollups where ctid = any(ended); end if;
  if moved is not null then perform count_exposure_steps(moved); end if;`;

const STEP_NAMES = 'portfolio_id, digits, step, group_count, exposure, ranked_exposure';

const RANKED_BORROWERS = (borrowers: string) => `
  select r.portfolio_id, r.step, r.exposure, row_number() over (partition by r.portfolio_id, r.step order by r.exposure desc) as place
  from loan_rollups r where r.dimension = 'BORROWER' and ${borrowers}`;
const OF_BORROWERS = 'count(*), coalesce(sum(exposure), 0), coalesce(sum(exposure * place), 0)';

const RANKED_STEPS = (steps: string) => `
  select f.portfolio_id, f.step / 100 as step, f.group_count, f.exposure, f.ranked_exposure,
    sum(f.group_count) over (
      partition by f.portfolio_id, f.step / 100 order by f.step desc rows unbounded preceding) - f.group_count as above
  from exposure_steps f where f.digits = 3 and ${steps}`;
/** Σ i·Eᵢ of steps is what each comes to alone, and once more its exposure for each borrower in the steps above. */
const OF_STEPS =
  'coalesce(sum(group_count), 0), coalesce(sum(exposure), 0), coalesce(sum(ranked_exposure + exposure * above), 0)';

/** All steps of portfolios, in one pass whatever the plan. */
const countAll = (digits: number, parts: string, sums: string) => `
  insert into exposure_steps (${STEP_NAMES})
  select portfolio_id, ${digits}, step, ${sums} from (${parts}) parts group by portfolio_id, step;`;

/** Steps `t` that few borrowers left or came to. */
const countTouched = (digits: number, touched: string, parts: string, sums: string) => `
  with written as (
    insert into exposure_steps as s (${STEP_NAMES})
    select t.portfolio_id, ${digits}, t.step, counted.*
    from (${touched}) t cross join lateral (select ${sums} from (${parts}) parts) counted
    on conflict (portfolio_id, digits, step) do update set
      group_count = excluded.group_count, exposure = excluded.exposure, ranked_exposure = excluded.ranked_exposure
    returning s.ctid as place, s.group_count)
  select ended || array_agg(place) filter (where group_count = 0) into ended from written;`;

const TOUCHED = `
  select distinct m.portfolio_id, t.step from unnest(moved) m cross join lateral (values
    (case when m.loan_count > 0 then exposure_step(m.exposure) end), (exposure_step(m.previous_exposure))) t(step)
  where m.dimension = 'BORROWER' and t.step is not null`;
const TOUCHED_ABOVE = `select distinct portfolio_id, step / 100 as step from (${TOUCHED}) t`;

/**
 * From how many moved borrowers on all steps of a portfolio are counted. One by one they are looked up by an index, and a plan
 * that was made while the table was all but empty reads all of it for each.
 */
const MANY = 50;

const COUNT_STEPS = `
  declare ended tid[]; portfolios bigint[];
  begin
    if cardinality(moved) < ${MANY} then
      ${countTouched(3, TOUCHED, RANKED_BORROWERS('r.portfolio_id = t.portfolio_id and r.step = t.step'), OF_BORROWERS)}
      ${countTouched(
        1,
        TOUCHED_ABOVE,
        RANKED_STEPS('f.portfolio_id = t.portfolio_id and f.step between t.step * 100 and t.step * 100 + 99'),
        OF_STEPS,
      )}
      if ended is not null then delete from exposure_steps where ctid = any(ended); end if;
    else
      portfolios := array(select distinct portfolio_id from unnest(moved));
      delete from exposure_steps where portfolio_id = any(portfolios);
      ${countAll(3, RANKED_BORROWERS('r.portfolio_id = any(portfolios)'), OF_BORROWERS)}
      ${countAll(1, RANKED_STEPS('f.portfolio_id = any(portfolios)'), OF_STEPS)}
    end if;
  end`;

const FUNCTIONS = {
  insert: `declare ended tid[]; moved loan_rollups[];
    begin ${add(CAME)} return null; end`,
  update: `declare ended tid[]; moved loan_rollups[]; was loans; becomes loans;
    begin
      if (select count(*) = 1 from (select from new_rows limit 2) few)
      then ${RATE_OF_ONE} ${add(BOTH)}
      else ${add(DIFFERENT)}
      end if;
      return null;
    end`,
  delete: `declare ended tid[]; moved loan_rollups[]; standing bigint[];
    begin
      standing := array(select id from portfolios where id in (select portfolio_id from old_rows));
      if standing = '{}' then return null; end if;
      ${add(`${WENT} where portfolio_id = any(standing)`)}
      return null;
    end`,
};

/**
 * Sums by exposure step: borrowers of the same order of magnitude and first three digits, and these steps together by their
 * first digit. All borrowers of a large portfolio are ranked by some forty rows, and a changed loan counts two steps anew.
 */
export class Migration20261122110000 extends Migration {
  override up(): void {
    this.addSql(`create function exposure_step(exposure numeric) returns int immutable strict parallel safe
      language sql return ${STEP}`);
    this.addSql('alter table loan_rollups add day date, add previous_exposure numeric, add step int');
    this.addSql(`update loan_rollups set day = ${DAY}, step = ${stepOf('exposure')}
      where dimension in ('BORROWER', 'MATURITY')`);
    // Not by the dimension: whoever reads all borrowers would take it as well, and all over the table.
    this.addSql('create index loan_rollups_step on loan_rollups (portfolio_id, step) where step is not null');
    this.addSql(`alter table portfolio_rollups
      add borrower_count bigint not null default 0, add borrower_squares numeric not null default 0,
      add borrower_group_count bigint not null default 0, add borrower_group_squares numeric not null default 0`);
    this.addSql(`create table exposure_steps (
      portfolio_id bigint not null references portfolios (id) on delete cascade,
      digits smallint not null, step int not null,
      group_count int not null, exposure numeric not null, ranked_exposure numeric not null,
      primary key (portfolio_id, digits, step)) with (fillfactor = 80)`);
    this.addSql(`create function count_exposure_steps(moved loan_rollups[]) returns void language plpgsql as $$
      ${COUNT_STEPS} $$`);
    for (const [event, body] of Object.entries(FUNCTIONS)) {
      this.addSql(
        `create or replace function roll_up_loan_${event}() returns trigger language plpgsql as $$ ${body} $$`,
      );
    }
    this.addSql(`create or replace function rebuild_rollups(portfolio bigint) returns void language plpgsql as $$
      declare ended tid[]; moved loan_rollups[];
      begin
        delete from loan_rollups where portfolio_id = portfolio;
        delete from portfolio_rollups where portfolio_id = portfolio;
        delete from exposure_steps where portfolio_id = portfolio;
        ${add(`select 1 as sign, ${ALL} from loans where portfolio_id = portfolio`)}
      end $$`);
    this.addSql(`update portfolio_rollups t set (${DIVISION_NAMES.join(', ')}) = (
      select ${DIVISION_TOTALS.map(([, sum]) => sum).join(', ')} from loan_rollups where portfolio_id = t.portfolio_id)`);
    this.addSql(`select count_exposure_steps(array_agg(r)) from loan_rollups r
      where dimension = 'BORROWER' group by portfolio_id`);
  }

  override down(): void {
    this.addSql('drop table exposure_steps');
    this.addSql('drop function count_exposure_steps(loan_rollups[])');
    const before = new Migration20261121170000(this.driver, this.config);
    before.down();
    before.up();
    for (const query of before.getQueries()) this.addSql(query);
    this.addSql('drop function exposure_step(numeric)');
  }
}
