import { sql } from 'kysely';
import { bookOf } from '../book/book.ts';
import { expectedLoss, RISK_WEIGHTED_ASSETS } from '../default-risk/default-risk.lineage.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { PD } from '../lineage/loan-terms.ts';
import { TOTAL_EXPOSURE } from '../summary/summary.lineage.ts';
import { type BreakdownArgs, groupsLoader } from './breakdown.rows.ts';
import type { GroupValues } from './breakdown.ts';
import { Breakdown, BreakdownGroup } from './breakdown.type.ts';
import { DIMENSIONS } from './breakdown-dimensions.ts';

const FIGURES: Record<string, Figure<BreakdownArgs>> = {
  EXPOSURE: TOTAL_EXPOSURE,
  EXPECTED_LOSS: expectedLoss(PD),
  RISK_WEIGHTED_ASSETS,
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
