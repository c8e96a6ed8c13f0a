import { sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { readRollups } from '../rollup/rollup.loader.ts';
import { isRolledUp } from '../rollup/rollups.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import { type ComplianceAggregates, NOTHING_TESTED } from './covenant-compliance.ts';
import { areDefault, breachCount, breachTests, type CovenantLimits } from './covenants.sql.ts';

export interface ComplianceArgs extends ScopeArgs {
  limits: CovenantLimits;
}

type ComplianceRow = ComplianceAggregates & { scope: number };

/** The counts behind covenant compliance: one statement for all scopes that share the same arguments. */
export const complianceAggregatesLoader = parentedLoader<ComplianceArgs, ComplianceAggregates>(
  async (scopes, args, context) => {
    if (isRolledUp(args) && areDefault(args.limits)) return fromRollups(scopes, args, context);
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
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope)[0] ?? NOTHING_TESTED;
  },
);

/** Rollups count the breaches at the default thresholds. */
async function fromRollups(scopes: string[], { asOf }: ComplianceArgs, context: GraphContext) {
  const rollupsOf = await readRollups(scopes, asOf, ['totals'], context);
  return (scope: string) => rollupsOf(scope).totals[0] ?? NOTHING_TESTED;
}
