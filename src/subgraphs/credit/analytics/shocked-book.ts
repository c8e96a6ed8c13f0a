import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { loansThat } from '../loan/loan-filter.sql.ts';
import type { LoanFilter } from '../loan/loan-filter.type.ts';
import { type Book, type BookColumn, type Changes, changed, columnsOf } from './book-columns.ts';
import type { BookShocks, ShockName, SoundShock } from './sound-scenario.ts';

type Expression = RawBuilder<unknown>;
type Stage<Name extends ShockName> = (book: Book, shock: BookShocks[Name], pairs: Expression) => Book;

/**
 * A book after a scenario: every shock is a relation over the one before it, so that each acts on what the last one
 * left. A change of grade brings that grade's PD, LGD and weight from the tenant's table.
 */
export const shocked = (book: Book, scenario: SoundShock[], pairs: Expression): Book =>
  scenario.reduce(
    (before, { name, shock }) => (STAGES[name] as Stage<ShockName>)(before, shock as never, pairs),
    book,
  );

const STAGES: { [Name in ShockName]: Stage<Name> } = {
  rateShift: (book, { basisPoints, filter }) =>
    changed(book, { rate: where(filter, sql`greatest(l.rate + ${basisPoints}::numeric / 100, 0)`, 'rate') }),

  pdMultiplier: (book, { factor, filter }) =>
    changed(book, {
      pd: where(filter, sql`case when l.pd = 1 then l.pd else least(l.pd * ${factor}::numeric, 1) end`, 'pd'),
    }),

  recovery: (book, { rate, filter }) =>
    changed(book, {
      lgd: where(filter, sql`case when l.lgd is not null then 1 - ${rate}::numeric end`, 'lgd'),
    }),

  notchDown: (book, { notches, filter }) => {
    const step = sql`greatest(1, least(here.steps, here.step + ${notches}::int))`;
    const ladder = sql`left join ${LADDER} here on here.tenant_id = l.tenant_id and here.credit_rating = l.credit_rating
        and l.credit_rating <> 'D' and ${selects(filter)}
      left join ${LADDER} there on there.tenant_id = here.tenant_id and there.step = ${step}`;
    return changed(sql`${book} ${ladder}`, regraded(sql`there`, sql`there.step is not null`));
  },

  defaultShare: (book, { share, filter }) => {
    const ranked = sql`(
      select l.*, row_number() over picked as place, count(*) over (partition by l.scope, ${selects(filter)}) as picked
      from ${book} window picked as (partition by l.scope, ${selects(filter)} order by l.amount desc, l.loan_id, l.id)) l`;
    const defaults = sql`${selects(filter)} and l.place <= ceil(l.picked * ${share}::numeric)`;
    return changed(
      sql`${ranked} left join default_rates d on d.tenant_id = l.tenant_id and d.credit_rating = 'D'`,
      {
        credit_rating: sql`case when ${defaults} then 'D' else l.credit_rating end`,
        status: sql`case when ${defaults} then 'DEFAULTED' else l.status end`,
        // A table without D: certain default, at the LGD of the former grade and the weight of the worst one.
        pd: sql`case when ${defaults} then case when l.pd is null then d.default_probability else coalesce(d.default_probability, 1) end else l.pd end`,
        lgd: sql`case when ${defaults} then coalesce(1 - d.recovery_rate, l.lgd) else l.lgd end`,
        risk_weight: sql`case when ${defaults} then case when l.risk_weight is null then d.risk_weight else coalesce(d.risk_weight, ${WORST_WEIGHT}) end else l.risk_weight end`,
      },
    );
  },

  changeLoan: (book, { loanId, values }) => {
    const isIt = sql`l.loan_id = ${loanId}`;
    const set = (column: BookColumn, value: unknown, type: string): Changes =>
      value === undefined
        ? {}
        : {
            [column]: sql`case when ${isIt} then ${value}::${sql.raw(type)} else ${sql.ref(`l.${column}`)} end`,
          };
    const fields = {
      ...set('amount', values.amount, 'numeric'),
      ...set('rate', values.rate, 'numeric'),
      ...set('status', values.status, 'loan_status'),
      ...set('maturity_date', values.maturityDate, 'date'),
    };
    if (values.creditRating === undefined) return changed(book, fields);
    const grade = sql`left join default_rates there on there.tenant_id = l.tenant_id and there.credit_rating = ${values.creditRating} and ${isIt}`;
    const regrade = {
      ...regraded(sql`there`, isIt),
      credit_rating: sql`case when ${isIt} then ${values.creditRating}::credit_rating else l.credit_rating end`,
    };
    return changed(sql`${book} ${grade}`, { ...fields, ...regrade });
  },

  removeLoan: (book, { loanId }) => sql`(select l.* from ${book} where l.loan_id <> ${loanId} offset 0) l`,

  addLoan: (book, { values }, pairs) => sql`(
    select ${columnsOf()} from ${book}
    union all
    select s.scope, null, p.id, p.tenant_id, ${values.loanId}, ${values.borrower}, ${values.borrowerGroup},
      ${values.amount}::numeric, ${values.rate}::numeric, ${values.sector}, ${values.maturityDate}::date,
      ${values.creditRating}::credit_rating, ${values.status}::loan_status, ${values.country},
      ${values.debtToEquity}::numeric, ${values.interestCoverage}::numeric, ${values.leverageRatio}::numeric, now(),
      dr.default_probability, 1 - dr.recovery_rate, dr.risk_weight
    from (select scope, min(portfolio_id) as portfolio_id from ${pairs} as s(scope, portfolio_id) group by scope) s
    join portfolios p on p.id = s.portfolio_id
    left join default_rates dr on dr.tenant_id = p.tenant_id and dr.credit_rating = ${values.creditRating}::credit_rating
  ) l`,
};

/** The grades of each tenant's table, the best on step 1. */
const LADDER = sql`(
  select *, row_number() over grades as step, count(*) over (partition by tenant_id) as steps
  from default_rates window grades as (partition by tenant_id order by credit_rating))`;

const WORST_WEIGHT = sql`(
  select risk_weight from default_rates w where w.tenant_id = l.tenant_id order by w.credit_rating desc limit 1)`;

/** The grade of another line of the table, and what the table says of it. */
const regraded = (line: Expression, condition: Expression): Changes => ({
  credit_rating: sql`case when ${condition} then ${line}.credit_rating else l.credit_rating end`,
  pd: sql`case when ${condition} then ${line}.default_probability else l.pd end`,
  lgd: sql`case when ${condition} then 1 - ${line}.recovery_rate else l.lgd end`,
  risk_weight: sql`case when ${condition} then ${line}.risk_weight else l.risk_weight end`,
});

const selects = (filter: LoanFilter | null | undefined): RawBuilder<SqlBool> =>
  sql`(${loansThat(filter, { pd: sql`l.pd` })}) is true`;

const where = (filter: LoanFilter | null | undefined, value: Expression, column: BookColumn) =>
  filter ? sql`case when ${selects(filter)} then ${value} else ${sql.ref(`l.${column}`)} end` : value;
