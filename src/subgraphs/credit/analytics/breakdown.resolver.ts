import { Arg, FieldResolver, Int, Resolver } from 'type-graphql';
import { Analytics } from './analytics.type.ts';
import { BreakdownOrder, LoanDimension } from './breakdown.input.ts';
import { Breakdown } from './breakdown.type.ts';
import { notYet } from './not-yet.ts';

@Resolver(() => Analytics)
export class BreakdownResolver {
  @FieldResolver(() => Breakdown, {
    description: 'The loans in groups: largest exposure first unless ordered.',
  })
  breakdown(
    @Arg('by', () => [LoanDimension], { description: 'What to group by; keys come in this order.' })
    _by: (keyof typeof LoanDimension)[],
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 100,
      description: 'How many groups, at most 1,000.',
    })
    _first: number | null,
    @Arg('orderBy', () => BreakdownOrder, {
      nullable: true,
      description: 'Largest exposure first unless given.',
    })
    _orderBy: BreakdownOrder | null,
  ): Breakdown {
    return notYet('breakdown');
  }
}
