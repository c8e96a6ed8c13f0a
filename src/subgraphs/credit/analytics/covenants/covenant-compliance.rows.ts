import { sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { isRolledUp, totalsOf } from '../rollup/rollups.ts';
import type { ScopeArgs } from '../scope.ts';
import { type ComplianceAggregates, NOTHING_TESTED } from './covenant-compliance.ts';
import { areDefault, breachCount, breachTests, type CovenantLimits } from './covenants.sql.ts';

export interface ComplianceArgs extends ScopeArgs {
  limits: CovenantLimits;
}

type ComplianceRow = ComplianceAggregates & { scope: number };

/** The counts behind covenant compliance: one statement for all scopes that share the same arguments. */
export const complianceAggregatesLoader = parentedLoader<ComplianceArgs, ComplianceAggregates>(
  async (scopes, args, context) => {
    if (isRolledUp(args) && areDefault(args.limits)) return fromRollups(scopes, context);
    const tests = breachTests(args.limits);
    const { rows } = await sql<ComplianceRow>`
      with tested as (
        select l.scope, l.amount, ${tests.DEBT_TO_EQUITY} as debt_to_equity,
          ${tests.INTEREST_COVERAGE} as interest_coverage, ${tests.LEVERAGE} as leverage,
          ${breachCount(tests)} as breaches
        from ${bookOf(scopes, args, context)}
      )
      select scope,
        count(*) filter (where debt_to_equity)::int as "debtToEquityBreaches",
        count(*) filter (where interest_coverage)::int as "interestCoverageBreaches",
        count(*) filter (where leverage)::int as "leverageBreaches",
        count(*) filter (where debt_to_equity is null)::int as "debtToEquityUntested",
        count(*) filter (where interest_coverage is null)::int as "interestCoverageUntested",
        count(*) filter (where leverage is null)::int as "leverageUntested",
        count(*) filter (where breaches >= 1)::int as "loansInBreach",
        count(*) filter (where breaches >= 2)::int as "loansInMultipleBreach",
        coalesce(sum(amount) filter (where breaches >= 1), 0) as "breachedExposure"
      from tested group by scope`.execute(creditDb(context));
    return byScope(scopes, rows);
  },
);

/** Rollups count the breaches at the default thresholds. */
async function fromRollups(scopes: string[], context: GraphContext) {
  const { rows } = await sql<ComplianceRow>`
    select t.scope, ${sumOf('debt_to_equity_breaches')} as "debtToEquityBreaches",
      ${sumOf('interest_coverage_breaches')} as "interestCoverageBreaches",
      ${sumOf('leverage_breaches')} as "leverageBreaches",
      ${sumOf('debt_to_equity_untested')} as "debtToEquityUntested",
      ${sumOf('interest_coverage_untested')} as "interestCoverageUntested",
      ${sumOf('leverage_untested')} as "leverageUntested",
      ${sumOf('loans_in_breach')} as "loansInBreach",
      ${sumOf('loans_in_multiple_breach')} as "loansInMultipleBreach",
      sum(t.breached_exposure) as "breachedExposure"
    from ${totalsOf(scopes, context)} group by t.scope`.execute(creditDb(context));
  return byScope(scopes, rows);
}

const sumOf = (column: string) => sql`sum(${sql.ref(`t.${column}`)})::int`;

function byScope(scopes: string[], rows: ComplianceRow[]): (scope: string) => ComplianceAggregates {
  const found = new Map(rows.map((row) => [scopes[row.scope], row]));
  return (scope) => found.get(scope) ?? NOTHING_TESTED;
}
