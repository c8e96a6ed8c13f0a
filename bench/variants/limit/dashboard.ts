import type { ComplianceAggregates } from '../../../src/subgraphs/credit/analytics/covenants/covenant-compliance.ts';
import type { RiskCell } from '../../../src/subgraphs/credit/analytics/default-risk/default-risk.ts';
import type {
  LoanTotals,
  SummaryAggregates,
} from '../../../src/subgraphs/credit/analytics/summary/summary.ts';
import type { CreditRating } from '../../../src/subgraphs/credit/rating/rating-scale.ts';
import { DASHBOARD } from './dashboard.sql.ts';
import { rowsOf } from './database.ts';
import { compliance, concentration, defaultRisk, summary } from './formulas.ts';
import { keyOf } from './public-id.ts';
import type { Viewer } from './session.ts';

/** What the statement leaves: exact sums, and small groups. */
export interface Row extends LoanTotals, ComplianceAggregates {
  name: string;
  sectors: SummaryAggregates['bySector'];
  grades: (RiskCell & { grade: CreditRating | null })[];
  byBorrower: { groupCount: number; squares: string; rankedExposure: string };
  byBorrowerGroup: string;
  bySector: string;
  byCountry: string;
  byGrade: string;
}

export async function dashboard({ tenantId, userId }: Viewer, { id, asOf }: { id: string; asOf: string }) {
  const [row] = await rowsOf<Row>(DASHBOARD, [tenantId, userId, keyOf(id), asOf]);
  if (!row) return { portfolio: null };
  const analytics = {
    summary: summary(row),
    defaultRisk: defaultRisk(row),
    concentration: concentration(row),
    covenants: compliance(row),
  };
  return { portfolio: { name: row.name, analytics } };
}
