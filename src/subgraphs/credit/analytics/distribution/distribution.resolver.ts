import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../../platform/errors.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { constraint, listSize } from '../../../../platform/graphql/limit.directives.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import type { Placed } from './distribution.lineage.ts';
import { bucketTotalsLoader, type DistributionArgs as MeasureArgs } from './distribution.rows.ts';
import { histogram, type LoanMeasureName } from './distribution.ts';
import { HistogramBucket, LoanMeasure } from './distribution.type.ts';

const DEFAULT_BUCKETS = 20;
const MAX_BUCKETS = 100;

type TracedBucket = HistogramBucket & Placed & Traced<MeasureArgs>;

@ArgsType()
class DistributionArgs {
  @Field(() => LoanMeasure, { description: 'Of which number.' })
  of!: LoanMeasureName;

  @constraint({ min: 1, max: MAX_BUCKETS })
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_BUCKETS,
    description: `How many buckets, at most ${MAX_BUCKETS}.`,
  })
  buckets!: number | null;
}

@Resolver(() => Analytics)
export class DistributionResolver {
  @listSize({ assumedSize: DEFAULT_BUCKETS, slicingArguments: ['buckets'] })
  @FieldResolver(() => [HistogramBucket], {
    description:
      'Equal-width buckets between the smallest and the largest value, empty ones too: a single one where all values are the same, none without a value.',
  })
  async distribution(
    @Root() selection: Selection,
    @Args(() => DistributionArgs) { of, buckets: wanted }: DistributionArgs,
    @Ctx() context: GraphContext,
  ): Promise<TracedBucket[]> {
    const buckets = bucketCount(wanted);
    const { parentKey, args } = inScope(selection);
    const scope = { parentKey, args: { ...args, of, buckets } };
    const histogramBuckets = await kept('distribution', scope, context, async () =>
      histogram(of, buckets, await load(context, bucketTotalsLoader, scope)),
    );
    return histogramBuckets.map((bucket, place) => ({ ...bucket, place, origin: scope }));
  }
}

function bucketCount(wanted: number | null): number {
  const buckets = wanted ?? DEFAULT_BUCKETS;
  if (buckets >= 1 && buckets <= MAX_BUCKETS) return buckets;
  throw badUserInput([{ path: ['buckets'], message: `${buckets} is not from 1 to ${MAX_BUCKETS}.` }]);
}
