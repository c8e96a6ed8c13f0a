import { ArgsType, Field, ID } from 'type-graphql';
import { constraint } from '../../../platform/graphql/limit.directives.ts';
import { DateScalar } from '../../../platform/graphql/scalars.ts';
import { LoanFilter } from '../loan/loan-filter.type.ts';
import { ShockInput } from './scenario/shock.input.ts';
import { MAX_SHOCKS } from './scenario/sound-scenario.ts';
import { MAX_PORTFOLIOS } from './selected-portfolios.ts';

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

  @constraint({ maxItems: MAX_SHOCKS })
  @Field(() => [ShockInput], {
    nullable: true,
    description: 'What if: shocks to the selected loans, in their order. Nothing is stored.',
  })
  scenario?: ShockInput[] | null;
}

@ArgsType()
export class ManyPortfoliosArgs extends AnalyticsArgs {
  @constraint({ maxItems: MAX_PORTFOLIOS })
  @Field(() => [ID], {
    nullable: true,
    description: `Portfolios of one currency, at most ${MAX_PORTFOLIOS} ids; all that the viewer may read unless given.`,
  })
  portfolioIds?: string[] | null;
}
