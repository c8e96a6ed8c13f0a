import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { constraint, cost, listSize } from '../../../../platform/graphql/limit.directives.ts';
import type { Parented } from '../../../../platform/graphql/parented-loader.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope, type ScopeArgs } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { DEFAULT_TOP, MAX_TOP, soundTop } from '../sound-top.ts';
import { concentrationAggregatesLoader } from './concentration.rows.ts';
import { concentrationOf } from './concentration.ts';
import { Concentration, TopExposure } from './concentration.type.ts';
import { type TopExposuresArgs, topExposuresLoader } from './top-exposures.rows.ts';

/** What the list of borrowers is made from, once it is asked for. */
interface Ranked {
  largest: Parented<TopExposuresArgs>;
}

@ArgsType()
class ConcentrationArgs {
  @constraint({ min: 1, max: MAX_TOP })
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_TOP,
    description: `How many of the largest borrowers to name, from 1 to ${MAX_TOP}.`,
  })
  top!: number | null;
}

@Resolver(() => Analytics)
export class ConcentrationResolver {
  @cost(30)
  @listSize({ assumedSize: DEFAULT_TOP, slicingArguments: ['top'], sizedFields: ['topExposures'] })
  @FieldResolver(() => Concentration, { description: 'How much of the exposure rests on how few.' })
  async concentration(
    @Root() selection: Selection,
    @Args(() => ConcentrationArgs) { top }: ConcentrationArgs,
    @Ctx() context: GraphContext,
  ): Promise<Concentration & Ranked & Traced<ScopeArgs>> {
    const scope = inScope(selection);
    const largest = { ...scope, args: { ...scope.args, top: soundTop(top) } };
    const concentration = await kept('concentration', scope, context, async () =>
      concentrationOf(await load(context, concentrationAggregatesLoader, scope)),
    );
    return { ...concentration, largest, origin: scope };
  }
}

@Resolver(() => Concentration)
export class TopExposuresResolver {
  @FieldResolver(() => [TopExposure], {
    description: 'The borrowers with the largest exposure, as many as `top` says; ties by name.',
  })
  topExposures(@Root() { largest }: Ranked, @Ctx() context: GraphContext): Promise<TopExposure[]> {
    return kept('topExposures', largest, context, () => load(context, topExposuresLoader, largest));
  }
}
