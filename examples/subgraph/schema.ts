import { readFile } from 'node:fs/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';

/** What was assessed of a portfolio. */
export interface Assessment {
  score: number;
  note: string | null;
  source: string;
}

/** By the portfolio's public id. A team of its own would keep these in a database of its own. */
export type Assessments = Map<string, Assessment>;

export const SDL_FILE = new URL('esg.graphql', import.meta.url);

/** What is sent to resolve a portfolio: the key that riskgraph gave the router, which asks only for what a viewer may see. */
interface Reference {
  id: string;
}

export async function esgSchema(assessments: Assessments): Promise<GraphQLSchema> {
  const typeDefs = parse(await readFile(SDL_FILE, 'utf8'));
  const of = ({ id }: Reference) => assessments.get(id);
  const resolvers = {
    Portfolio: {
      esgScore: (portfolio: Reference) => of(portfolio)?.score,
      esgNote: (portfolio: Reference) => of(portfolio)?.note,
      esgSource: (portfolio: Reference) => of(portfolio)?.source,
    },
  };
  return buildSubgraphSchema([{ typeDefs, resolvers }]);
}

export async function readAssessments(file: URL): Promise<Assessments> {
  return new Map(Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, Assessment>));
}
