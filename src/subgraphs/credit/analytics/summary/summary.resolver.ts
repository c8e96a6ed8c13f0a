import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { cost } from '../../../../platform/graphql/limit.directives.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope, type ScopeArgs } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { summaryAggregatesLoader } from './summary.rows.ts';
import { summaryOf } from './summary.ts';
import { PortfolioSummary } from './summary.type.ts';

@Resolver(() => Analytics)
export class SummaryResolver {
  @cost(10)
  @FieldResolver(() => PortfolioSummary, { description: 'The selected loans in figures.' })
  async summary(
    @Root() selection: Selection,
    @Ctx() context: GraphContext,
  ): Promise<PortfolioSummary & Traced<ScopeArgs>> {
    const scope = inScope(selection);
    const summary = await kept('summary', scope, context, async () =>
      summaryOf(await load(context, summaryAggregatesLoader, scope)),
    );
    return { ...summary, origin: scope };
  }
}
