import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { forbidden } from '../../../platform/errors.ts';
import { load, type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { newPassword, rowKey } from '../input/fields.ts';
import { endSessionsOf } from '../session/session.writes.ts';
import { changeAccount, managedAccount } from '../user/managed-account.ts';
import { userByIdLoader } from '../user/user.loaders.ts';
import { User } from '../user/user.type.ts';
import { forgetFailures } from './lockout.ts';
import { hashPassword } from './password.ts';

const resetSchema = z.object({ userId: rowKey('User'), newPassword });

@Resolver()
export class AccountRecoveryMutations {
  @Mutation(() => User, {
    description:
      'Gives an account a new password, ends all its sessions and forgets its failed sign-ins. Needs ADMIN of its tenant, or SUPER_ADMIN. FORBIDDEN: the own account (see `changePassword`), or that of a SUPER_ADMIN.',
  })
  async resetPassword(
    @Arg('userId', () => ID, { description: "The user's public id." }) userId: string,
    @Arg('newPassword', () => String, {
      description: '8 to 128 characters, with a lower-case and an upper-case letter, a digit and a symbol.',
    })
    password: string,
    @Ctx() context: MutationContext,
  ): Promise<User | null> {
    const { userId: key } = await checkArguments(resetSchema, { userId, newPassword: password });
    const account = await managedAccount(context, key);
    if (key === viewerOf(context).userId) throw forbidden('Change your own password with changePassword.');
    changeAccount(context, account, { passwordHash: await hashPassword(password) });
    await context.em.flush();
    await endSessionsOf(context, key);
    await forgetFailures(context, key);
    return load(context, userByIdLoader, userId);
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
