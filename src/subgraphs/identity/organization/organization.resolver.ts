import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { PageArgs, paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { tenantByIdLoader } from '../tenant/tenant.loaders.ts';
import { Tenant } from '../tenant/tenant.type.ts';
import { usersByOrganization } from '../user/user.rows.ts';
import { type User, UserConnection } from '../user/user.type.ts';
import { organizationList } from './organization.rows.ts';
import { Organization, OrganizationConnection } from './organization.type.ts';

@Resolver(() => Organization)
export class OrganizationResolver {
  @paged('first')
  @Query(() => OrganizationConnection, {
    description:
      'Organisations by name: of the own tenant for an ADMIN, of all for a SUPER_ADMIN. FORBIDDEN for others.',
  })
  organizations(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphContext,
  ): Connection<Organization> {
    return organizationList(context, args);
  }

  @FieldResolver(() => Tenant, { description: 'The tenant it belongs to.' })
  tenant(@Root() { tenantKey }: Organization, @Ctx() context: GraphContext): Promise<Tenant | null> {
    return load(context, tenantByIdLoader, toGlobalId('Tenant', tenantKey));
  }

  @paged('first')
  @FieldResolver(() => UserConnection, {
    description: 'Its users by username. Needs ADMIN or SUPER_ADMIN.',
  })
  users(
    @Root() organization: Organization,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphContext,
  ): Connection<User> {
    return usersByOrganization(context, args, organization.key);
  }
}
