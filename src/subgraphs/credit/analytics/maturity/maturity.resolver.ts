import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { cost } from '../../../../platform/graphql/limit.directives.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope, type ScopeArgs } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { maturityCellsLoader } from './maturity.rows.ts';
import { maturityOf } from './maturity.ts';
import { type MaturityBucket, MaturityProfile } from './maturity.type.ts';

type Origin = Traced<ScopeArgs>;
type TracedBucket = MaturityBucket & Origin;

/** A profile whose buckets can be traced, too. */
interface TracedProfile extends MaturityProfile, Origin {
  pastMaturity: TracedBucket;
  ladder: TracedBucket[];
  quarters: TracedBucket[];
}

@Resolver(() => Analytics)
export class MaturityResolver {
  @cost(10)
  @FieldResolver(() => MaturityProfile, { description: 'When the loans fall due.' })
  async maturity(@Root() selection: Selection, @Ctx() context: GraphContext): Promise<TracedProfile> {
    const scope = inScope(selection);
    const maturity = await kept('maturity', scope, context, async () =>
      maturityOf(await load(context, maturityCellsLoader, scope), selection.asOf),
    );
    const traced = <Part extends object>(part: Part) => ({ ...part, origin: scope });
    return traced({
      ...maturity,
      pastMaturity: traced(maturity.pastMaturity),
      ladder: maturity.ladder.map(traced),
      quarters: maturity.quarters.map(traced),
    });
  }
}
