import type { SqlEntityManager } from '@mikro-orm/postgresql';

/** How many rows each table has. */
export async function rowCounts(em: SqlEntityManager): Promise<Record<string, number>> {
  const tables = await em.execute<{ name: string }[]>(
    'select tablename as name from pg_tables where schemaname = current_schema() order by 1',
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await em.execute<{ count: string }[]>('select count(*) as count from ??', [name]);
    counts[name] = Number(row?.count);
  }
  return counts;
}
