import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { inTransaction, opensOwnTransaction } from '../../../platform/audit/audit-middleware.ts';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { forbidden } from '../../../platform/errors.ts';
import {
  type GraphContext,
  load,
  type MutationContext,
  viewerOf,
} from '../../../platform/graphql/context.ts';
import { requireRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { rowKey } from '../input/fields.ts';
import { NEW_PASSWORD_RULES, newPassword, newPasswordOf } from '../input/new-password.ts';
import { endSessionsOf } from '../session/session.writes.ts';
import { type Account, changeAccount, managedAccount } from '../user/managed-account.ts';
import { userByIdLoader } from '../user/user.loaders.ts';
import { User } from '../user/user.type.ts';
import { forgetFailures } from './lockout.ts';
import { hashPassword } from './password.ts';

const schemaFor = (password: typeof newPassword) =>
  z.object({ userId: rowKey('User'), newPassword: password });

@Resolver()
export class AccountRecoveryMutations {
  @opensOwnTransaction()
  @cost(400)
  @Mutation(() => User, {
    description:
      'Gives an account a new password, ends all its sessions and forgets its failed sign-ins. Needs ADMIN of its tenant, or SUPER_ADMIN. FORBIDDEN: the own account (see `changePassword`), or that of a SUPER_ADMIN.',
  })
  async resetPassword(
    @Arg('userId', () => ID, { description: "The user's public id." }) userId: string,
    @Arg('newPassword', () => String, { description: NEW_PASSWORD_RULES }) password: string,
    @Ctx() context: GraphContext,
  ): Promise<User | null> {
    const args = { userId, newPassword: password };
    const { userId: key } = await checkArguments(schemaFor(newPassword), args);
    // Asked before the slow part, and once more in the transaction that writes.
    const names = await inTransaction(context, (mutation) => resettableAccount(mutation, key));
    await checkArguments(schemaFor(newPasswordOf(names)), args);
    const passwordHash = await hashPassword(password);
    return inTransaction(context, (mutation) => setPassword(mutation, key, passwordHash));
  }

  @Mutation(() => User, {
    description:
      'Forgets the failed sign-ins of an account, which lifts its lock. Needs ADMIN of its tenant, or SUPER_ADMIN.',
  })
  async unlockUser(
    @Arg('id', () => ID, { description: "The user's public id." }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<User | null> {
    const account = await managedAccount(context, requireRowKey('User', id));
    const failures = await forgetFailures(context, account.id);
    context.audit.record({
      action: 'UPDATE',
      entityType: 'User',
      entityId: id,
      tenantId: account.tenantId,
      changes: { loginFailures: { from: failures, to: 0 } },
    });
    return load(context, userByIdLoader, id);
  }
}

async function resettableAccount(context: MutationContext, key: string): Promise<Account> {
  const account = await managedAccount(context, key);
  if (key === viewerOf(context).userId) throw forbidden('Change your own password with changePassword.');
  return account;
}

async function setPassword(
  context: MutationContext,
  key: string,
  passwordHash: string,
): Promise<User | null> {
  const account = await resettableAccount(context, key);
  changeAccount(context, account, { passwordHash });
  await context.em.flush();
  await endSessionsOf(context, key);
  await forgetFailures(context, key);
  return load(context, userByIdLoader, toGlobalId('User', key));
}
