import { sql } from 'kysely';
import { forbidden } from '../../../platform/errors.ts';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { identityDb } from '../entities.ts';

/** Any number that nothing else on the database locks. */
const SUPER_ADMIN_LOCK = 7_412_571;

/**
 * For a change that could take a SUPER_ADMIN away; called before any row is locked. One such change runs at a time:
 * two SUPER_ADMINs who demote each other at once would leave nobody to give the role back. Throws FORBIDDEN where
 * there is no other active one.
 */
export async function requireAnotherSuperAdmin(context: MutationContext, userKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SUPER_ADMIN_LOCK})`.execute(identityDb(context));
  const { rows } = await sql`
    select from users where role = 'SUPER_ADMIN' and is_active and id <> ${userKey} limit 1`.execute(
    identityDb(context),
  );
  if (rows.length === 0) throw forbidden('There must always be an active SUPER_ADMIN.');
}
