import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { groupsOf, isRolledUp } from '../rollup/rollups.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { RiskCell } from './default-risk.ts';

export interface DefaultRiskArgs extends ScopeArgs {
  defaultedAsD: boolean;
}

/** The cells behind the figures of default risk: one statement for all scopes that share the same arguments. */
export const riskCellsLoader = parentedLoader<DefaultRiskArgs, RiskCell[]>(async (scopes, args, context) => {
  const read = isRolledUp(args) ? cellsFromRollups : cellsFromBook;
  const { rows } = await read(scopes, args, context).execute(creditDb(context));
  const rowsOf = rowsOfScopes(scopes, rows);
  return (scope) => rowsOf(scope);
});

type CellRow = RiskCell & { scope: number };
type Read = (scopes: string[], args: DefaultRiskArgs, context: GraphContext) => RawBuilder<CellRow>;

const cellsFromBook: Read = (scopes, args, context) => sql`
  select l.scope, ${effectivePd(args)} as pd, l.lgd, l.risk_weight as "riskWeight",
    count(*)::int as "loanCount", sum(l.amount) as exposure
  from ${bookOf(scopes, args, context)} group by 1, 2, 3, 4`;

const cellsFromRollups: Read = (scopes, args, context) => sql`
  select l.scope, ${effectivePd(args)} as pd, l.lgd, l.risk_weight as "riskWeight",
    sum(l.loan_count)::int as "loanCount", sum(l.exposure) as exposure
  from (
    select g.scope, g.detail as status, g.loan_count, g.exposure, dr.default_probability as pd,
      1 - dr.recovery_rate as lgd, dr.risk_weight
    from ${groupsOf(['GRADE'], scopes, context)}
    left join default_rates dr on dr.tenant_id = g.tenant_id and dr.credit_rating::text = g.key
  ) l group by 1, 2, 3, 4`;

/** The PD that a loan `l` counts with: an unrated one has none, in default or not. */
export const effectivePd = ({ defaultedAsD }: DefaultRiskArgs): RawBuilder<string | null> =>
  defaultedAsD ? sql`case when l.status = 'DEFAULTED' and l.pd is not null then 1 else l.pd end` : sql`l.pd`;
