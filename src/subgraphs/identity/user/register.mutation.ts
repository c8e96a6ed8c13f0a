import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { notFound } from '../../../platform/errors.ts';
import { load, type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { ROLES } from '../../../platform/security/viewer.ts';
import { email, fullName, newPassword, rowKey, username } from '../input/fields.ts';
import { flushNames, freeAccountName } from '../input/names-in-use.ts';
import { hashPassword } from '../login/password.ts';
import { organizationByIdLoader } from '../organization/organization.loaders.ts';
import { requireMayGive } from './role-grants.ts';
import { UserEntity } from './user.entity.ts';
import { RegisterInput } from './user.inputs.ts';
import { userByIdLoader } from './user.loaders.ts';
import { User } from './user.type.ts';

@Resolver()
export class RegisterMutation {
  @Mutation(() => User, {
    description:
      'Makes an account. Needs ADMIN of the tenant, or SUPER_ADMIN. NOT_FOUND: no such organisation. FORBIDDEN: a role that the viewer may not give. BAD_USER_INPUT: username or e-mail is taken, or a field breaks its rule.',
  })
  async register(
    @Arg('input', () => RegisterInput, { description: 'The new account.' }) input: RegisterInput,
    @Ctx() context: MutationContext,
  ): Promise<User | null> {
    const account = (await checkArguments(schemaFor(context), { input })).input;
    requireMayGive(viewerOf(context), account.role);
    const organization = await load(context, organizationByIdLoader, input.organizationId);
    if (!organization) throw notFound('Organization');
    const user = context.em.create(UserEntity, {
      tenantId: organization.tenantKey,
      organizationId: organization.key,
      username: account.username,
      email: account.email,
      fullName: account.fullName ?? null,
      passwordHash: await hashPassword(account.password),
      role: account.role,
    });
    await flushNames(context);
    return load(context, userByIdLoader, toGlobalId('User', user.id));
  }
}

const schemaFor = (context: MutationContext) =>
  z.object({
    input: z.object({
      username: freeAccountName('username', username, context),
      email: freeAccountName('email', email, context),
      password: newPassword,
      fullName,
      role: z.enum(ROLES),
      organizationId: rowKey('Organization'),
    }),
  });
