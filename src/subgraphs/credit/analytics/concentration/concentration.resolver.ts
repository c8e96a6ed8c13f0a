import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import type { Parented } from '../../../../platform/graphql/parented-loader.ts';
import { Analytics } from '../analytics.type.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { soundTop } from '../sound-top.ts';
import { concentrationAggregatesLoader } from './concentration.rows.ts';
import { concentrationOf } from './concentration.ts';
import { Concentration, TopExposure } from './concentration.type.ts';
import { type TopExposuresArgs, topExposuresLoader } from './top-exposures.rows.ts';

/** What the list of borrowers is made from, once it is asked for. */
interface Ranked {
  largest: Parented<TopExposuresArgs>;
}

@Resolver(() => Analytics)
export class ConcentrationResolver {
  @FieldResolver(() => Concentration, { description: 'How much of the exposure rests on how few.' })
  async concentration(
    @Root() selection: Selection,
    @Arg('top', () => Int, {
      nullable: true,
      defaultValue: 10,
      description: 'How many of the largest borrowers to name, from 1 to 100.',
    })
    top: number | null,
    @Ctx() context: GraphContext,
  ): Promise<Concentration & Ranked> {
    const scope = inScope(selection);
    const largest = { ...scope, args: { ...scope.args, top: soundTop(top) } };
    const aggregates = await load(context, concentrationAggregatesLoader, scope);
    return { ...concentrationOf(aggregates), largest };
  }
}

@Resolver(() => Concentration)
export class TopExposuresResolver {
  @FieldResolver(() => [TopExposure], {
    description: 'The borrowers with the largest exposure, as many as `top` says; ties by name.',
  })
  topExposures(@Root() { largest }: Ranked, @Ctx() context: GraphContext): Promise<TopExposure[]> {
    return load(context, topExposuresLoader, largest);
  }
}
