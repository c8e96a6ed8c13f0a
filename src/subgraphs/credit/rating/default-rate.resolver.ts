import { Ctx, Query, Resolver } from 'type-graphql';
import { type GraphContext, load, viewerOf } from '../../../platform/graphql/context.ts';
import { listSize } from '../../../platform/graphql/limit.directives.ts';
import { DefaultRate } from './default-rate.type.ts';
import { defaultRatesByTenantKeyLoader } from './default-rates.loader.ts';

@Resolver()
export class DefaultRateResolver {
  @listSize({ assumedSize: 22 })
  @Query(() => [DefaultRate], { description: "The table of the viewer's tenant, best grade first." })
  async defaultRates(@Ctx() context: GraphContext): Promise<DefaultRate[]> {
    return [...(await load(context, defaultRatesByTenantKeyLoader, viewerOf(context).tenantId)).values()];
  }
}
