import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { notFound } from '../../../platform/errors.ts';
import { load, type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { email, fullName } from '../input/fields.ts';
import { flushNames, freeAccountName } from '../input/names-in-use.ts';
import { changeAccount, lockedAccount } from './managed-account.ts';
import { UpdateProfileInput } from './user.inputs.ts';
import { userByIdLoader } from './user.loaders.ts';
import { User } from './user.type.ts';

@Resolver()
export class UpdateProfileMutation {
  @Mutation(() => User, {
    description:
      "Changes the viewer's own name or e-mail. BAD_USER_INPUT: the e-mail is taken. FORBIDDEN for an API key.",
  })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput, { description: 'What changes.' }) input: UpdateProfileInput,
    @Ctx() context: MutationContext,
  ): Promise<User | null> {
    const { userId } = viewerOf(context);
    const freeEmail = freeAccountName('email', email, context, userId);
    const schema = z.object({ input: z.object({ fullName, email: freeEmail.nullish() }) });
    const changes = (await checkArguments(schema, { input })).input;
    const account = await lockedAccount(context, userId);
    if (!account) throw notFound('User');
    changeAccount(context, account, { fullName: changes.fullName, email: changes.email ?? undefined });
    await flushNames(context);
    return load(context, userByIdLoader, toGlobalId('User', userId));
  }
}
