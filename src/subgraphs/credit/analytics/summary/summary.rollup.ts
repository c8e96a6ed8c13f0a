import type { GraphContext } from '../../../../platform/graphql/context.ts';
import type { LoanStatus } from '../../loan/loan-status.ts';
import { readRollups } from '../rollup/rollup.loader.ts';
import type { GradeGroup } from '../rollup/rollup-parts.ts';
import type { ScopeArgs } from '../scope.ts';
import { NO_LOANS, type SummaryAggregates } from './summary.ts';

const PARTS = ['totals', 'sectors', 'grades', 'maturities', 'borrowers'] as const;

/** The sums behind a summary, of rollups. */
export async function summaryFromRollups(
  scopes: string[],
  { asOf }: ScopeArgs,
  context: GraphContext,
): Promise<(scope: string) => SummaryAggregates> {
  const rollupsOf = await readRollups(scopes, asOf, [...PARTS], context);
  return (scope) => {
    const { totals, sectors, grades, maturities, borrowers } = rollupsOf(scope);
    const [total] = totals;
    const [maturing] = maturities;
    if (!total || !maturing) return NO_LOANS;
    return {
      ...total,
      ...maturing,
      ...countsByStatus(grades),
      borrowerCount: borrowers[0]?.groupCount ?? 0,
      bySector: sectors.map((group) => ({ ...group, sector: group.key as string })),
      byGrade: grades.map(({ key, exposure }) => ({ grade: key, exposure })),
    };
  };
}

function countsByStatus(grades: GradeGroup[]) {
  const countOf = (wanted: LoanStatus) =>
    grades.reduce((count, { status, loanCount }) => count + (status === wanted ? loanCount : 0), 0);
  return {
    performingCount: countOf('PERFORMING'),
    watchListCount: countOf('WATCH_LIST'),
    nonPerformingCount: countOf('NON_PERFORMING'),
    defaultedCount: countOf('DEFAULTED'),
  };
}
