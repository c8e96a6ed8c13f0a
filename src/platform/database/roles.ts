import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Client } from 'pg';

/** What the application's role may do with a table of which nothing else is said. */
const ORDINARY_RIGHTS = 'select, insert, update, delete';
/** A trigger fills the queue, as the owner. */
const OTHER_RIGHTS: Record<string, string> = {
  audit_logs: 'select, insert',
  audit_seals: 'select, insert',
  audit_queue: 'select, delete',
  mikro_orm_migrations: 'select',
};

/** As whom a connection to `url` would work: the driver knows what counts where the URL names nobody. */
export const roleOf = (url: string): string => new Client({ connectionString: url }).user ?? '';

/** Throws where there is no such role: whoever runs the server makes it, and says how it signs in. */
export async function requireRole(em: SqlEntityManager, role: string): Promise<void> {
  const [found] = await em.execute('select 1 from pg_roles where rolname = ?', [role]);
  if (found) return;
  throw new Error(
    `There is no role "${role}", as which DATABASE_URL signs in. Make it first: create role "${role}" login password '…'`,
  );
}

/**
 * Gives the application's role what it needs of the owner's tables, and takes everything else: it reads and writes
 * rows, only adds to the audit log, and changes no table. The same again does no harm.
 */
export async function grantToApplication(em: SqlEntityManager, role: string): Promise<void> {
  const [names] = await em.execute<{ application: string; schema: string }[]>(
    'select quote_ident(?) as application, quote_ident(current_schema()) as schema',
    [role],
  );
  const { application, schema } = names as { application: string; schema: string };
  await em.execute(`grant usage on schema ${schema} to ${application}`);
  for (const { kind, name } of await ownRelations(em)) {
    const rights = kind === 'sequence' ? 'usage' : (OTHER_RIGHTS[name] ?? ORDINARY_RIGHTS);
    await em.execute(`revoke all on ${kind} ${schema}.${name} from public, ${application}`);
    await em.execute(`grant ${rights} on ${kind} ${schema}.${name} to ${application}`);
  }
}

/** Whether the role of this connection could rewrite the audit log: it owns it, or may change it, or become who may. */
export async function mayRewriteAuditLog(em: SqlEntityManager): Promise<boolean> {
  const [row] = await em.execute<{ may: boolean }[]>(
    `select bool_or(has_table_privilege(oid, 'update, delete, truncate, trigger')
       or has_any_column_privilege(oid, 'update') or pg_has_role(relowner, 'member')) as may
     from pg_class where oid in ('audit_logs'::regclass, 'audit_seals'::regclass)`,
  );
  return row?.may ?? true;
}

type Relation = { kind: 'table' | 'sequence'; name: string };

/** Not those of an extension, which are somebody else's. */
const ownRelations = (em: SqlEntityManager): Promise<Relation[]> =>
  em.execute<Relation[]>(
    `select case relkind when 'S' then 'sequence' else 'table' end as kind, quote_ident(relname) as name
     from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
       and pg_has_role(relowner, 'usage')
       and not exists (
         select from pg_depend d where d.objid = pg_class.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e'
       )`,
  );
