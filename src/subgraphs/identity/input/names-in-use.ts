import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import { badUserInput, type Issue } from '../../../platform/errors.ts';
import type { GraphContext, MutationContext } from '../../../platform/graphql/context.ts';
import { identityDb } from '../entities.ts';

const TAKEN = { username: 'This username is taken.', email: 'This e-mail address is taken.' };
const NAME_TAKEN = 'This name is taken.';

type Name = z.ZodType<string>;
type Asking = Pick<GraphContext, 'em'>;

/** Username and e-mail are unique over the whole installation, in any case. `exceptKey`: whose it may already be. */
export const freeAccountName = (
  field: 'username' | 'email',
  schema: Name,
  context: Asking,
  exceptKey: string | null = null,
) =>
  free(schema, TAKEN[field], context, (name) => {
    const column = sql.ref(`users.${field}`);
    return sql<SqlBool>`exists (select from users where lower(${column}) = lower(${name}) and id is distinct from ${exceptKey}::bigint)`;
  });

export const freeTenantName = (schema: Name, context: Asking) =>
  free(
    schema,
    NAME_TAKEN,
    context,
    (name) => sql`exists (select from tenants where lower(name) = lower(${name}))`,
  );

export const freeOrganizationName = (schema: Name, context: Asking, tenantKey: string | null) =>
  free(
    schema,
    NAME_TAKEN,
    context,
    (name) =>
      sql`exists (select from organizations where tenant_id = ${tenantKey}::bigint and lower(name) = lower(${name}))`,
  );

/** Asks only for a name that is otherwise in order. */
function free(
  schema: Name,
  message: string,
  context: Asking,
  isTaken: (name: string) => RawBuilder<SqlBool>,
) {
  const isFree = async (name: string) => {
    const { rows } = await sql<{ taken: boolean }>`select ${isTaken(name)} as taken`.execute(
      identityDb(context),
    );
    return rows[0]?.taken === false;
  };
  return schema.refine(isFree, { message, when: ({ issues }) => issues.length === 0 });
}

const ISSUE_OF: Record<string, Issue> = {
  users_username_unique: { path: ['input', 'username'], message: TAKEN.username },
  users_email_unique: { path: ['input', 'email'], message: TAKEN.email },
  tenants_name_unique: { path: ['input', 'name'], message: NAME_TAKEN },
  organizations_tenant_id_name_unique: { path: ['input', 'name'], message: NAME_TAKEN },
};

/** Two callers at once may both find a name free; the unique index lets one through and this tells the other. */
export async function flushNames({ em }: MutationContext): Promise<void> {
  try {
    await em.flush();
  } catch (fault) {
    const { constraint } = fault as { constraint?: string };
    const issue = fault instanceof UniqueConstraintViolationException && ISSUE_OF[constraint ?? ''];
    throw issue ? badUserInput([issue]) : fault;
  }
}
