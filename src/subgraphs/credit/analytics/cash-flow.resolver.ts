import { Arg, FieldResolver, Int, Resolver } from 'type-graphql';
import { Analytics } from './analytics.type.ts';
import { CashFlowMonth } from './cash-flow.type.ts';
import { notYet } from './not-yet.ts';

@Resolver(() => Analytics)
export class CashFlowResolver {
  @FieldResolver(() => [CashFlowMonth], {
    description: 'What the loans pay, month by month from asOf, every principal at maturity.',
  })
  cashFlow(
    @Arg('months', () => Int, {
      nullable: true,
      defaultValue: 24,
      description: 'How many months, at most 600.',
    })
    _months: number | null,
  ): CashFlowMonth[] {
    return notYet('cashFlow');
  }
}
