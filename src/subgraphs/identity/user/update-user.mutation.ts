import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { forbidden, notFound } from '../../../platform/errors.ts';
import { load, type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { ROLES } from '../../../platform/security/viewer.ts';
import { fullName, rowKey } from '../input/fields.ts';
import { organizationByIdLoader } from '../organization/organization.loaders.ts';
import { endSessionsOf } from '../session/session.writes.ts';
import { requireAnotherSuperAdmin } from './last-super-admin.ts';
import { type Account, changeAccount, managedAccount } from './managed-account.ts';
import { requireMayGive } from './role-grants.ts';
import { UpdateUserInput } from './user.inputs.ts';
import { userByIdLoader } from './user.loaders.ts';
import { User } from './user.type.ts';

const schema = z.object({
  id: rowKey('User'),
  input: z.object({
    role: z.enum(ROLES).nullish(),
    isActive: z.boolean().nullish(),
    fullName,
    organizationId: rowKey('Organization').nullish(),
  }),
});
type Changes = z.output<typeof schema>['input'];

@Resolver()
export class UpdateUserMutation {
  @Mutation(() => User, {
    description:
      'Changes an account. Needs ADMIN of its tenant, or SUPER_ADMIN. A new role holds from the next request on. FORBIDDEN: a role that the viewer may not give, the account of a SUPER_ADMIN, the last active one above all, or the own role or activity.',
  })
  async updateUser(
    @Arg('id', () => ID, { description: "The user's public id." }) id: string,
    @Arg('input', () => UpdateUserInput, { description: 'What changes.' }) input: UpdateUserInput,
    @Ctx() context: MutationContext,
  ): Promise<User | null> {
    const { id: key, input: changes } = await checkArguments(schema, { id, input });
    if (couldEndSuperAdmin(context, changes)) await requireAnotherSuperAdmin(context, key);
    const account = await managedAccount(context, key);
    requireMayChange(context, account, changes);
    changeAccount(context, account, {
      role: changes.role ?? undefined,
      isActive: changes.isActive ?? undefined,
      fullName: changes.fullName,
      organizationId: await organizationKeyFor(context, account, changes),
    });
    await context.em.flush();
    if (changes.isActive === false) await endSessionsOf(context, key);
    return load(context, userByIdLoader, toGlobalId('User', key));
  }
}

/** Nobody else touches the account of one. */
const couldEndSuperAdmin = (context: MutationContext, { role, isActive }: Changes): boolean =>
  viewerOf(context).role === 'SUPER_ADMIN' && ((role && role !== 'SUPER_ADMIN') || isActive === false);

function requireMayChange(context: MutationContext, account: Account, { role, isActive }: Changes): void {
  const viewer = viewerOf(context);
  const newRole = role && role !== account.role ? role : null;
  if (newRole) requireMayGive(viewer, newRole);
  if (account.id === viewer.userId && (newRole || isActive === false)) {
    throw forbidden('Nobody may change their own role or deactivate themselves.');
  }
}

/** Users stay in their tenant. */
async function organizationKeyFor(
  context: MutationContext,
  account: Account,
  { organizationId }: Changes,
): Promise<string | undefined> {
  if (!organizationId) return undefined;
  const id = toGlobalId('Organization', organizationId);
  const organization = await load(context, organizationByIdLoader, id);
  if (organization?.tenantKey !== account.tenantId) throw notFound('Organization');
  return organization.key;
}
