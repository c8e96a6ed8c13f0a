import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { containing } from '../../../platform/database/like.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import { visibleAccounts } from './account-access.ts';
import type { UserListArgs } from './user.inputs.ts';
import type { User } from './user.type.ts';

export const userColumns = sql`u.id::text as key, u.username, u.email, u.full_name as "fullName", u.role,
  u.is_active as "isActive", u.created_at as "createdAt", u.updated_at as "updatedAt",
  u.last_login_at as "lastLoginAt", u.tenant_id::text as "tenantKey", u.organization_id::text as "organizationKey"`;

export const toUser = (record: Record<string, unknown>): User =>
  ({ ...record, id: toGlobalId('User', record.key as string) }) as User;

/** Accounts by username; `search` is contained in username, e-mail or full name, in any case. */
const usersWhere = (belongs: RawBuilder<SqlBool>) =>
  pagedList<Pick<UserListArgs, 'search'>, User>({
    query: ({ search }, context) => ({
      select: userColumns,
      from: sql`users u`,
      where: sql<SqlBool>`${visibleAccounts(viewerOf(context))} and ${belongs} and ${matches(search)}`,
      keys: [
        { expression: sql`u.username`, type: 'text', direction: 'asc' },
        { expression: sql`u.id`, type: 'bigint', direction: 'asc' },
      ],
    }),
    toRow: toUser,
  });

export const userList = usersWhere(sql<SqlBool>`true`);

export const usersByOrganization = usersWhere(sql<SqlBool>`u.organization_id = parent.key::bigint`);

const MAX_SEARCH_LENGTH = 254;

function matches(search: string | null | undefined): RawBuilder<SqlBool> {
  if (!search) return sql<SqlBool>`true`;
  if (search.length > MAX_SEARCH_LENGTH) {
    throw badUserInput([{ path: ['search'], message: `At most ${MAX_SEARCH_LENGTH} characters.` }]);
  }
  const pattern = containing(search);
  return sql<SqlBool>`(u.username ilike ${pattern} or u.email ilike ${pattern} or u.full_name ilike ${pattern})`;
}
