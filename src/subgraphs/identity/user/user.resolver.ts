import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type GraphContext, load, viewerOf } from '../../../platform/graphql/context.ts';
import { requireRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { organizationByIdLoader } from '../organization/organization.loaders.ts';
import { Organization } from '../organization/organization.type.ts';
import { mayReadAccount } from './account-access.ts';
import { UserListArgs } from './user.inputs.ts';
import { userByIdLoader } from './user.loaders.ts';
import { userList } from './user.rows.ts';
import { User, UserConnection } from './user.type.ts';

@Resolver(() => User)
export class UserResolver {
  @Query(() => User, { nullable: true, description: 'The account of the viewer.' })
  me(@Ctx() context: GraphContext): Promise<User | null> {
    return load(context, userByIdLoader, toGlobalId('User', viewerOf(context).userId));
  }

  @Query(() => User, {
    nullable: true,
    description:
      'The account with this id: an administrator reads those of the tenant, everyone their own; else null.',
  })
  async user(
    @Arg('id', () => ID, { description: 'Its public id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<User | null> {
    requireRowKey('User', id);
    const user = await load(context, userByIdLoader, id);
    return user && mayReadAccount(viewerOf(context), user) ? user : null;
  }

  @paged('first')
  @Query(() => UserConnection, {
    description:
      'Accounts by username: of the own tenant for an ADMIN, of all for a SUPER_ADMIN. FORBIDDEN for others.',
  })
  users(@Args(() => UserListArgs) args: UserListArgs, @Ctx() context: GraphContext): Connection<User> {
    return userList(context, args);
  }

  @FieldResolver(() => Organization, { description: 'Where the user belongs.' })
  organization(
    @Root() { organizationKey }: User,
    @Ctx() context: GraphContext,
  ): Promise<Organization | null> {
    return load(context, organizationByIdLoader, toGlobalId('Organization', organizationKey));
  }
}
