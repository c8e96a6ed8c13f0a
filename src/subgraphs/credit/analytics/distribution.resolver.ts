import { Arg, FieldResolver, Int, Resolver } from 'type-graphql';
import { Analytics } from './analytics.type.ts';
import { HistogramBucket, LoanMeasure } from './distribution.type.ts';
import { notYet } from './not-yet.ts';

@Resolver(() => Analytics)
export class DistributionResolver {
  @FieldResolver(() => [HistogramBucket], {
    description: 'Equal-width buckets between the smallest and the largest value.',
  })
  distribution(
    @Arg('of', () => LoanMeasure, { description: 'Of which number.' })
    _of: keyof typeof LoanMeasure,
    @Arg('buckets', () => Int, {
      nullable: true,
      defaultValue: 20,
      description: 'How many buckets, at most 100.',
    })
    _buckets: number | null,
  ): HistogramBucket[] {
    return notYet('distribution');
  }
}
