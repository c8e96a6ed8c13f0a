import { built } from '../../built.ts';
import type { Row } from './dashboard.ts';

// The formulas are the server's own: what is compared is how their sums are come by, and how they are served.
type Analytics = {
  summary: typeof import('../../../src/subgraphs/credit/analytics/summary/summary.ts');
  risk: typeof import('../../../src/subgraphs/credit/analytics/default-risk/default-risk.ts');
  concentration: typeof import('../../../src/subgraphs/credit/analytics/concentration/concentration.ts');
  covenants: typeof import('../../../src/subgraphs/credit/analytics/covenants/covenant-compliance.ts');
};
const ANALYTICS = 'subgraphs/credit/analytics';
const { summaryOf } = await built<Analytics['summary']>(`${ANALYTICS}/summary/summary.js`);
const { defaultRiskOf } = await built<Analytics['risk']>(`${ANALYTICS}/default-risk/default-risk.js`);
const { concentrationOf } = await built<Analytics['concentration']>(
  `${ANALYTICS}/concentration/concentration.js`,
);
const { complianceOf } = await built<Analytics['covenants']>(`${ANALYTICS}/covenants/covenant-compliance.js`);

export const summary = (row: Row) =>
  summaryOf({ ...row, borrowerCount: row.byBorrower.groupCount, bySector: row.sectors, byGrade: row.grades });

export const defaultRisk = ({ grades }: Row) => defaultRiskOf(grades);

export const compliance = (row: Row) => complianceOf(row);

export const concentration = (row: Row) =>
  concentrationOf({
    BORROWER: { ...row.byBorrower, exposure: row.exposure },
    BORROWER_GROUP: indexedBy(row.byBorrowerGroup, row),
    SECTOR: indexedBy(row.bySector, row),
    COUNTRY: indexedBy(row.byCountry, row),
    RATING: indexedBy(row.byGrade, row),
  });

/** All that an HHI needs; the other figures are asked for of borrowers only. */
const indexedBy = (squares: string, { exposure }: Row) => ({
  squares,
  exposure,
  groupCount: 0,
  rankedExposure: '0',
});
