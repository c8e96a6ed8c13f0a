import { type InferEntity, LockMode } from '@mikro-orm/core';
import { forbidden, notFound } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { wallFilter } from '../tenant/tenant-wall.ts';
import { UserEntity } from './user.entity.ts';

export type Account = InferEntity<typeof UserEntity>;

/**
 * The account that an administrator is about to change, locked until the end of the transaction.
 * NOT_FOUND beyond the tenant's wall; FORBIDDEN for a SUPER_ADMIN's account, unless another SUPER_ADMIN asks.
 */
export async function managedAccount(context: MutationContext, key: string): Promise<Account> {
  const viewer = viewerOf(context);
  // In the statement that locks: beyond the wall nobody is made to wait, nor waited for.
  const account = await lockedAccount(context, key, wallFilter(viewer));
  if (!account) throw notFound('User');
  if (account.role === 'SUPER_ADMIN' && viewer.role !== 'SUPER_ADMIN') {
    throw forbidden('Only a SUPER_ADMIN may change the account of a SUPER_ADMIN.');
  }
  return account;
}

export const lockedAccount = (
  { em }: MutationContext,
  key: string,
  within: { tenantId?: string } = {},
): Promise<Account | null> =>
  em.findOne(UserEntity, { id: key, ...within }, { lockMode: LockMode.PESSIMISTIC_WRITE });

/** Changes what differs, and `updatedAt` with it; leaves alone what is `undefined`. */
export function changeAccount(context: MutationContext, account: Account, changes: Partial<Account>): void {
  const given = Object.entries(changes).filter(
    ([name, value]) => value !== undefined && value !== account[name as keyof Account],
  );
  if (given.length === 0) return;
  context.em.assign(account, { ...Object.fromEntries(given), updatedAt: context.clock.now().toISOString() });
}
