import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { cost } from '../../../../platform/graphql/limit.directives.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope, type ScopeArgs } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { healthAggregatesLoader } from './health.rows.ts';
import { healthOf } from './health.ts';
import { HealthScore } from './health.type.ts';

@Resolver(() => Analytics)
export class HealthResolver {
  @cost(10)
  @FieldResolver(() => HealthScore, { description: 'Four marks and their mean, each from 0 to 100.' })
  async health(
    @Root() selection: Selection,
    @Ctx() context: GraphContext,
  ): Promise<HealthScore & Traced<ScopeArgs>> {
    const scope = inScope(selection);
    const health = await kept('health', scope, context, async () =>
      healthOf(await load(context, healthAggregatesLoader, scope)),
    );
    return { ...health, origin: scope };
  }
}
