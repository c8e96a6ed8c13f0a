import { sql } from 'kysely';
import { bookOf } from '../book/book.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames, lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT, LGD, PD, RISK_WEIGHT } from '../lineage/loan-terms.ts';
import { type BreakdownArgs, groupsLoader } from './breakdown.rows.ts';
import type { GroupValues } from './breakdown.ts';
import { Breakdown, BreakdownGroup } from './breakdown.type.ts';
import { DIMENSIONS } from './breakdown-dimensions.ts';

const FIGURES: Record<string, Figure<BreakdownArgs>> = {
  EXPOSURE: {
    formula: 'Σ E',
    source: null,
    unit: 'MONEY',
    terms: { amount: AMOUNT },
    adds: () => sql`l.amount`,
  },
  EXPECTED_LOSS: {
    formula: 'Σ E·PD·LGD over rated loans',
    source: 'Basel II: PD, LGD and EAD (BCBS128)',
    unit: 'MONEY',
    terms: { amount: AMOUNT, pd: PD, lgd: LGD },
    adds: () => sql`l.amount * l.pd * l.lgd`,
  },
  RISK_WEIGHTED_ASSETS: {
    formula: "Σ E·RW over rated loans, RW the weight in the tenant's default rates",
    source: null,
    unit: 'MONEY',
    terms: { amount: AMOUNT, riskWeight: RISK_WEIGHT },
    adds: () => sql`l.amount * l.risk_weight`,
  },
};
const names = figureNames('BreakdownFigure', FIGURES);
const readBy = groupsLoader;

/** Of all groups together, shown or not. */
export const BreakdownLineageResolver = lineageOf({ type: () => Breakdown, figures: FIGURES, names, readBy });

/** A group by the values that its loans share; PostgreSQL writes the same JSON with other spaces. */
const groupOf = ({ values }: GroupValues): string => JSON.stringify(values);

const inGroups: TracedRows<BreakdownArgs> = (scopes, args, groups, context) => {
  const values = args.by.map((name) => sql`(${DIMENSIONS[name].value(args.asOf)})::text`);
  return sql`(
    select l.*, asked.part
    from (select l.*, jsonb_build_array(${sql.join(values)}) as in_group from ${bookOf(scopes, args, context)}) l
    join (select part, part::jsonb as in_group from unnest(${groups}::text[]) g(part)) asked using (in_group)) l`;
};

export const BreakdownGroupLineageResolver = lineageOf({
  type: () => BreakdownGroup,
  figures: FIGURES,
  names,
  readBy,
  rows: inGroups,
  part: groupOf,
});
