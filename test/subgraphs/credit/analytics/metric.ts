import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { ask } from './ask.ts';
import type { Lender } from './book.ts';

const SOURCE = (fields: string) => `
  query ($portfolioIds: [ID!], $asOf: Date, $filter: LoanFilter, $scenario: [ShockInput!]) {
    analytics(portfolioIds: $portfolioIds, asOf: $asOf, filter: $filter, scenario: $scenario) { ${fields} }
  }`;

/** Fields of `Analytics` over the portfolios of these keys, and the errors of the answer. */
export async function metric(
  db: TestDatabase,
  lender: Lender,
  portfolioKeys: string[],
  fields: string,
  args: { asOf?: string; filter?: unknown; scenario?: unknown } = {},
) {
  const portfolioIds = portfolioKeys.map((key) => toGlobalId('Portfolio', key));
  const { data, errors } = await ask(db, lender, SOURCE(fields), { portfolioIds, ...args });
  return { numbers: data?.analytics, errors };
}
