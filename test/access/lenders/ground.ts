import type { GraphQLSchema } from 'graphql';
import { type TestDatabase, useTestDatabase } from '../../support/database.ts';
import { readStandings, type Standings } from './standings.ts';
import { seedTwoLenders, type TwoLenders } from './two-lenders.ts';

/** What every case stands on. */
export interface Ground {
  schema: GraphQLSchema;
  database: TestDatabase;
  lenders: TwoLenders;
  standings: Standings;
}

/** A database of one's own with the two lenders in it. */
export function useTwoLenders(schema: GraphQLSchema): Ground {
  const database = useTestDatabase();
  const ground = { schema, database } as Ground;
  beforeAll(async () => {
    ground.lenders = await seedTwoLenders(database);
    ground.standings = await readStandings(database);
  });
  return ground;
}
