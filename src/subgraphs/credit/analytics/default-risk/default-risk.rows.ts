import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { readRollups } from '../rollup/rollup.loader.ts';
import type { GradeGroup } from '../rollup/rollup-parts.ts';
import { isRolledUp } from '../rollup/rollups.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { RiskCell } from './default-risk.ts';

export interface DefaultRiskArgs extends ScopeArgs {
  defaultedAsD: boolean;
}

/** The cells behind the figures of default risk: one statement for all scopes that share the same arguments. */
export const riskCellsLoader = parentedLoader<DefaultRiskArgs, RiskCell[]>(async (scopes, args, context) => {
  if (isRolledUp(args)) return cellsFromRollups(scopes, args, context);
  const { rows } = await sql<RiskCell & { scope: number }>`
    select l.scope, ${effectivePd(args)} as pd, l.lgd, l.risk_weight as "riskWeight",
      count(*)::int as "loanCount", sum(l.amount) as exposure
    from ${bookOf(scopes, args, context)} group by 1, 2, 3, 4`.execute(creditDb(context));
  return rowsOfScopes(scopes, rows);
});

async function cellsFromRollups(scopes: string[], args: DefaultRiskArgs, context: GraphContext) {
  const rollupsOf = await readRollups(scopes, args.asOf, ['grades'], context);
  const isCertain = ({ status, pd }: GradeGroup) =>
    args.defaultedAsD && status === 'DEFAULTED' && pd !== null;
  return (scope: string): RiskCell[] =>
    rollupsOf(scope).grades.map((group) => (isCertain(group) ? { ...group, pd: '1' } : group));
}

/** The PD that a loan `l` counts with: an unrated one has none, in default or not. */
export const effectivePd = ({ defaultedAsD }: DefaultRiskArgs): RawBuilder<string | null> =>
  defaultedAsD ? sql`case when l.status = 'DEFAULTED' and l.pd is not null then 1 else l.pd end` : sql`l.pd`;
