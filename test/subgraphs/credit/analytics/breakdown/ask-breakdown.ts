import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import type { Breakdown } from '../../../../../src/subgraphs/credit/analytics/breakdown/breakdown.type.ts';
import type { TestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addDefaultRate, addPortfolio, type Lender, type LoanRow } from '../book.ts';

const ALL = `groupCount groups { keys loanCount borrowerCount performingCount exposure share averageRate weightedAverageRate
  averageRating averagePd expectedLoss riskWeightedAssets weightedAverageMaturityMonths loansInBreach }`;

/** Two grades that the lender knows; of all others it has no default rate. */
export async function addTwoGrades(db: TestDatabase, lender: Lender): Promise<void> {
  await addDefaultRate(db, lender, ['BBB', '0.01', '0.4', '0.75']);
  await addDefaultRate(db, lender, ['BB', '0.05', '0.5', '1']);
}

/** Asks a lender's books for breakdowns; arguments are as they stand in a document, a comma before those of analytics. */
export const askBreakdowns = (db: TestDatabase, lenderOf: () => Lender) => {
  async function breakdownOf(keys: string[], args: string, of = '', fields = ALL): Promise<Breakdown> {
    const source = `query ($ids: [ID!]) { analytics(portfolioIds: $ids${of}) { breakdown(${args}) { ${fields} } } }`;
    const ids = keys.map((key) => toGlobalId('Portfolio', key));
    const { data, errors } = await ask(db, lenderOf(), source, { ids });
    expect(errors).toEqual([]);
    return data.analytics.breakdown;
  }
  /** The keys of a new portfolio's groups. */
  async function keysOf(loans: LoanRow[], args: string, of = ''): Promise<(string | null)[][]> {
    const key = await addPortfolio(db, lenderOf(), loans);
    const { groups } = await breakdownOf([key], args, of, 'groups { keys }');
    return groups.map(({ keys }) => keys);
  }
  return { breakdownOf, keysOf };
};
