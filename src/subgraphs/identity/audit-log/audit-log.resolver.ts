import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { verifyChain } from '../../../platform/audit/verify/verify-chain.ts';
import { notFound } from '../../../platform/errors.ts';
import { asOfNow } from '../../../platform/graphql/as-of-now.ts';
import { type GraphContext, load, viewerOf } from '../../../platform/graphql/context.ts';
import { requireRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { tenantByIdLoader } from '../tenant/tenant.loaders.ts';
import { userByIdLoader } from '../user/user.loaders.ts';
import { User } from '../user/user.type.ts';
import { AuditEntry, AuditEntryConnection } from './audit-entry.type.ts';
import { AuditLogArgs } from './audit-log.args.ts';
import { auditLogList } from './audit-log.rows.ts';
import { AuditVerification } from './audit-verification.type.ts';

@Resolver(() => AuditEntry)
export class AuditLogResolver {
  @asOfNow()
  @paged('first')
  @Query(() => AuditEntryConnection, {
    description:
      'What was done, newest first: in the own tenant for an ADMIN, in all for a SUPER_ADMIN. FORBIDDEN for others.',
  })
  auditLog(
    @Args(() => AuditLogArgs) args: AuditLogArgs,
    @Ctx() context: GraphContext,
  ): Connection<AuditEntry> {
    return auditLogList(context, args);
  }

  @asOfNow()
  @cost(6_000)
  @Query(() => AuditVerification, {
    description:
      'Recomputes the chain of a tenant. Needs ADMIN of it, or SUPER_ADMIN. NOT_FOUND: no such tenant.',
  })
  async verifyAuditLog(
    @Arg('tenantId', () => ID, { nullable: true, description: 'Whose; the own tenant unless given.' })
    tenantId: string | null,
    @Ctx() context: GraphContext,
  ): Promise<AuditVerification> {
    const tenantKey = tenantId ? requireRowKey('Tenant', tenantId, ['tenantId']) : viewerOf(context).tenantId;
    const id = tenantId ?? toGlobalId('Tenant', tenantKey);
    if (!(await load(context, tenantByIdLoader, id))) throw notFound('Tenant');
    return verifyChain(context.em, tenantKey);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who did it; null for nobody known, and for a user of another tenant.',
  })
  user(@Root() { userKey }: AuditEntry, @Ctx() context: GraphContext): Promise<User | null> | null {
    return userKey ? load(context, userByIdLoader, toGlobalId('User', userKey)) : null;
  }
}
