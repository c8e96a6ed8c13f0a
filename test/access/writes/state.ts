import type { TestDatabase } from '../../support/database.ts';

/** What may change although a request was refused: that it was refused is written down. */
const REFUSALS: Record<string, string> = { audit_logs: "where action not in ('DENIED', 'LOGIN_FAILED')" };
const NOT_COUNTED = /^(?:mikro_orm_migrations|audit_(?!logs)\w+)$/;

/** Every row of every table as one text: unchanged means that nothing happened. */
export async function stateOf(database: TestDatabase): Promise<string> {
  const tables = await database.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const sums = tables
    .filter(({ name }) => !NOT_COUNTED.test(name))
    .map(
      ({ name }) => `select '${name}' as name, count(*),
        md5(string_agg((to_jsonb(t) - 'last_used_at')::text, '|' order by to_jsonb(t)::text))
        from ${name} t ${REFUSALS[name] ?? ''}`,
    );
  return JSON.stringify(await database.query(sums.join(' union all ')));
}
