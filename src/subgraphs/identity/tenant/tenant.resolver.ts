import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { PageArgs, paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { organizationsByTenant } from '../organization/organization.rows.ts';
import { type Organization, OrganizationConnection } from '../organization/organization.type.ts';
import { tenantList } from './tenant.rows.ts';
import { Tenant, TenantConnection } from './tenant.type.ts';

@Resolver(() => Tenant)
export class TenantResolver {
  @paged('first')
  @Query(() => TenantConnection, { description: 'All tenants, oldest first. Needs SUPER_ADMIN.' })
  tenants(@Args(() => PageArgs) args: PageArgs, @Ctx() context: GraphContext): Connection<Tenant> {
    return tenantList(context, args);
  }

  @paged('first')
  @FieldResolver(() => OrganizationConnection, {
    description: 'Its organisations by name. Needs ADMIN or SUPER_ADMIN.',
  })
  organizations(
    @Root() tenant: Tenant,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphContext,
  ): Connection<Organization> {
    return organizationsByTenant(context, args, tenant.key);
  }
}
