import { badUserInput } from '../../../platform/errors.ts';
import type { MutationContext } from '../../../platform/graphql/context.ts';

const PATH = ['input', 'ownerId'];

/** The database key of who may own a portfolio of this tenant; throws BAD_USER_INPUT for anybody else. */
export async function newOwnerKey(id: string, tenantKey: string, context: MutationContext): Promise<string> {
  const user = await context.directory.findUser(id, context);
  if (!user || user.tenantKey !== tenantKey)
    throw badUserInput([{ path: PATH, message: 'There is no such user.' }]);
  const mayOwn = user.isActive && ['PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN'].includes(user.role);
  if (!mayOwn) {
    throw badUserInput([
      { path: PATH, message: 'An owner is an active portfolio manager or administrator.' },
    ]);
  }
  return user.key;
}
