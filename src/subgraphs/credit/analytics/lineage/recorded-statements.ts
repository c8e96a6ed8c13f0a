import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { LoaderCache } from '../../../../platform/graphql/loader.ts';
import type { LineageStatement } from './lineage.type.ts';

/**
 * The statements that a reading makes for this viewer, in their order: it runs as it always does, on a database that
 * compiles what it gets, notes it down and finds nothing. So they are the ones that answer, and none of them is executed.
 */
export async function statementsOf(
  purpose: string,
  context: GraphContext,
  read: (context: GraphContext) => Promise<unknown>,
): Promise<LineageStatement[]> {
  const statements: LineageStatement[] = [];
  const recorder = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push({ purpose, text: query.sql, parameters: query.parameters.map(asText) });
    },
  });
  const em = { getKysely: () => recorder } as unknown as SqlEntityManager;
  await read({ ...context, em, loaders: new LoaderCache() });
  return statements;
}

const asText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
