import type { SqlEntityManager } from '@mikro-orm/postgresql';

const MAX_NAMED = 5;

/** Whatever somebody made in any schema; not what belongs to an extension. */
const FOUND = `
  select o.schema || '.' || o.name as name from (
    select c.oid, c.relnamespace::regnamespace::text as schema, c.relname::text as name, 'pg_class' as catalog
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    union all
    select p.oid, p.pronamespace::regnamespace::text, p.proname || '()', 'pg_proc' from pg_proc p
    union all
    select t.oid, t.typnamespace::regnamespace::text, t.typname, 'pg_type' from pg_type t where t.typtype in ('e', 'd')
  ) o
  where o.schema !~ '^(pg_|information_schema$)' and not exists (
    select from pg_depend d where d.objid = o.oid and d.classid = o.catalog::regclass and d.deptype = 'e'
  )
  order by 1`;

/** Throws where there is anything in the database, and says what. */
export async function requireEmpty(em: SqlEntityManager): Promise<void> {
  const found = (await em.execute<{ name: string }[]>(FOUND)).map(({ name }) => name);
  if (found.length === 0) return;
  const [row] = await em.execute<{ name: string }[]>('select current_database() as name');
  const more = found.length > MAX_NAMED ? `, and ${found.length - MAX_NAMED} more` : '';
  throw new Error(
    `The database ${row?.name} is not empty: it has ${found.slice(0, MAX_NAMED).join(', ')}${more}. ` +
      'Make an empty one, and name it in DATABASE_URL and DATABASE_OWNER_URL.',
  );
}
