import { ArgsType, Field, ID } from 'type-graphql';
import { DateScalar } from '../../../platform/graphql/scalars.ts';
import { LoanFilter } from '../loan/loan-filter.type.ts';
import { ShockInput } from './scenario/shock.input.ts';

@ArgsType()
export class AnalyticsArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day the numbers are seen from; today in UTC unless given. It brings back no old balances.',
  })
  asOf?: string | null;

  @Field(() => LoanFilter, { nullable: true, description: 'Which loans; all unless given.' })
  filter?: LoanFilter | null;

  @Field(() => [ShockInput], {
    nullable: true,
    description: 'What if: shocks to the selected loans, in their order. Nothing is stored.',
  })
  scenario?: ShockInput[] | null;
}

@ArgsType()
export class ManyPortfoliosArgs extends AnalyticsArgs {
  @Field(() => [ID], {
    nullable: true,
    description: 'Portfolios of one currency, at most 1,000 ids; all that the viewer may read unless given.',
  })
  portfolioIds?: string[] | null;
}
