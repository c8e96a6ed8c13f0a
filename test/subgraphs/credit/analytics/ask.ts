import { type GraphQLSchema, graphql } from 'graphql';
import { buildSubgraph } from '../../../../src/platform/graphql/subgraph-schema.ts';
import { signedIn } from '../../../../src/platform/security/rules.ts';
import { defineSubgraph } from '../../../../src/platform/subgraph.ts';
import { analyticsResolvers } from '../../../../src/subgraphs/credit/analytics/resolvers.ts';
import { PortfolioResolver } from '../../../../src/subgraphs/credit/portfolio/portfolio.resolver.ts';
import { PortfolioConnectionResolver } from '../../../../src/subgraphs/credit/portfolio/portfolio.type.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { contextOf, type Lender } from './book.ts';

/** Portfolios and analytics alone: what these tests say does not hang on the rest of credit. */
const analytics = defineSubgraph({
  name: 'analytics',
  resolvers: [PortfolioResolver, PortfolioConnectionResolver, ...analyticsResolvers],
  rules: { Query: { portfolio: signedIn, portfolios: signedIn, analytics: signedIn } },
  references: {},
  entities: [],
});

let schema: Promise<GraphQLSchema> | undefined;
export const analyticsSchema = (): Promise<GraphQLSchema> => {
  schema ??= buildSubgraph(analytics).then((built) => built.schema);
  return schema;
};

/** What a document answers; `data` has whatever shape it asks for. */
export async function ask(db: TestDatabase, lender: Lender, source: string, variableValues = {}) {
  const contextValue = contextOf(db, lender);
  const { data, errors = [] } = await graphql({
    schema: await analyticsSchema(),
    source,
    variableValues,
    contextValue,
  });
  // biome-ignore lint/suspicious/noExplicitAny: the document decides
  return { data: data as any, errors };
}
