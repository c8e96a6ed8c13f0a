import { VISIBLE } from './database.ts';

// The limits of the covenants, as the server has them by default.
const DEBT_TO_EQUITY = '(l.debt_to_equity > 3.5 or l.debt_to_equity < 0)';
const INTEREST_COVERAGE = '(l.interest_coverage < 2.5)';
const LEVERAGE = '(l.leverage_ratio > 4.0 or l.leverage_ratio < 0)';
const BREACHES = [DEBT_TO_EQUITY, INTEREST_COVERAGE, LEVERAGE]
  .map((test) => `(${test} is true)::int`)
  .join(' + ');
const LIVE = 'filter (where l.maturity_date >= $4::date)';

const BOOK = 'loans l where l.portfolio_id = $3';

/**
 * Three passes, each with no more groups than it needs, so that PostgreSQL can share each among workers: totals,
 * cells for sector, country and grade, names for borrowers and their groups. What follows works on what they left.
 */
export const DASHBOARD = {
  name: 'dashboard',
  text: `
    with totals as (
      select count(*)::int as "loanCount", sum(l.amount) as exposure, min(l.amount) as "minAmount",
        max(l.amount) as "maxAmount", sum(l.rate) as "rateSum", sum(l.amount * l.rate) as "exposureRateSum",
        coalesce(sum(l.amount) ${LIVE}, 0) as "liveExposure",
        coalesce(sum(l.amount * (l.maturity_date - $4::date)) ${LIVE}, 0) as "liveExposureDaySum",
        (count(*) - count(*) ${LIVE})::int as "pastMaturityCount",
        count(*) filter (where l.status = 'PERFORMING')::int as "performingCount",
        count(*) filter (where l.status = 'WATCH_LIST')::int as "watchListCount",
        count(*) filter (where l.status = 'NON_PERFORMING')::int as "nonPerformingCount",
        count(*) filter (where l.status = 'DEFAULTED')::int as "defaultedCount",
        count(*) filter (where ${DEBT_TO_EQUITY})::int as "debtToEquityBreaches",
        count(*) filter (where ${INTEREST_COVERAGE})::int as "interestCoverageBreaches",
        count(*) filter (where ${LEVERAGE})::int as "leverageBreaches",
        (count(*) - count(l.debt_to_equity))::int as "debtToEquityUntested",
        (count(*) - count(l.interest_coverage))::int as "interestCoverageUntested",
        (count(*) - count(l.leverage_ratio))::int as "leverageUntested",
        count(*) filter (where ${BREACHES} >= 1)::int as "loansInBreach",
        count(*) filter (where ${BREACHES} >= 2)::int as "loansInMultipleBreach",
        coalesce(sum(l.amount) filter (where ${BREACHES} >= 1), 0) as "breachedExposure"
      from ${BOOK}
    ), cells as (
      select l.sector, l.country, l.credit_rating as grade, count(*) as loans, sum(l.amount) as exposure
      from ${BOOK} group by 1, 2, 3
    ), names as (
      select l.borrower, l.borrower_group, sum(l.amount) as exposure from ${BOOK} group by 1, 2
    ), borrowers as (
      select sum(exposure) as exposure, row_number() over (order by sum(exposure) desc) as place
      from names group by borrower
    ), borrower_groups as (
      select sum(exposure) as exposure from names group by borrower_group is null, coalesce(borrower_group, borrower)
    ), sectors as (
      select sector, sum(loans)::int as loans, sum(exposure) as exposure from cells group by sector
    ), countries as (
      select sum(exposure) as exposure from cells group by country
    ), grades as (
      select grade, sum(loans)::int as loans, sum(exposure) as exposure from cells group by grade
    )
    select p.name, totals.*,
      (select json_agg(json_build_object('sector', sector, 'loanCount', loans, 'exposure', exposure::text))
        from sectors) as sectors,
      (select json_agg(json_build_object('grade', g.grade, 'loanCount', g.loans, 'exposure', g.exposure::text,
          'pd', dr.default_probability::text, 'lgd', (1 - dr.recovery_rate)::text, 'riskWeight', dr.risk_weight::text))
        from grades g left join default_rates dr on dr.tenant_id = $1 and dr.credit_rating = g.grade) as grades,
      (select json_build_object('groupCount', count(*), 'squares', sum(exposure * exposure)::text,
        'rankedExposure', sum(exposure * place)::text) from borrowers) as "byBorrower",
      (select sum(exposure * exposure) from borrower_groups) as "byBorrowerGroup",
      (select sum(exposure * exposure) from sectors) as "bySector",
      (select sum(exposure * exposure) from countries) as "byCountry",
      (select sum(exposure * exposure) from grades) as "byGrade"
    from portfolios p cross join totals where ${VISIBLE} and p.id = $3`,
};
