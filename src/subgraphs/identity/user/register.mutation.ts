import type { InferEntity, RequiredEntityData } from '@mikro-orm/core';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { inTransaction, opensOwnTransaction } from '../../../platform/audit/audit-middleware.ts';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { notFound } from '../../../platform/errors.ts';
import {
  type GraphContext,
  load,
  type MutationContext,
  viewerOf,
} from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { ROLES } from '../../../platform/security/viewer.ts';
import { email, fullName, rowKey, username } from '../input/fields.ts';
import { flushNames, freeAccountName } from '../input/names-in-use.ts';
import { newPasswordOf } from '../input/new-password.ts';
import type { OwnNames } from '../input/own-names.ts';
import { hashPassword } from '../login/password.ts';
import { organizationByIdLoader } from '../organization/organization.loaders.ts';
import { requireMayGive } from './role-grants.ts';
import { UserEntity } from './user.entity.ts';
import { RegisterInput } from './user.inputs.ts';
import { userByIdLoader } from './user.loaders.ts';
import { User } from './user.type.ts';

@Resolver()
export class RegisterMutation {
  @opensOwnTransaction()
  @cost(400)
  @Mutation(() => User, {
    description:
      'Makes an account. Needs ADMIN of the tenant, or SUPER_ADMIN. NOT_FOUND: no such organisation. FORBIDDEN: a role that the viewer may not give. BAD_USER_INPUT: username or e-mail is taken, or a field breaks its rule.',
  })
  async register(
    @Arg('input', () => RegisterInput, { description: 'The new account.' }) input: RegisterInput,
    @Ctx() context: GraphContext,
  ): Promise<User | null> {
    const account = (await checkArguments(schemaFor(context, input), { input })).input;
    requireMayGive(viewerOf(context), account.role);
    const organization = await load(context, organizationByIdLoader, input.organizationId);
    if (!organization) throw notFound('Organization');
    const place = { tenantId: organization.tenantKey, organizationId: organization.key };
    const passwordHash = await hashPassword(account.password);
    const { username, email, fullName = null, role } = account;
    return inTransaction(context, (mutation) =>
      insert(mutation, { ...place, username, email, fullName, role, passwordHash }),
    );
  }
}

const schemaFor = (context: GraphContext, names: OwnNames) =>
  z.object({
    input: z.object({
      username: freeAccountName('username', username, context),
      email: freeAccountName('email', email, context),
      password: newPasswordOf(names),
      fullName,
      role: z.enum(ROLES),
      organizationId: rowKey('Organization'),
    }),
  });

type NewAccount = RequiredEntityData<InferEntity<typeof UserEntity>>;

async function insert(context: MutationContext, account: NewAccount): Promise<User | null> {
  const user = context.em.create(UserEntity, account);
  await flushNames(context);
  return load(context, userByIdLoader, toGlobalId('User', user.id));
}
