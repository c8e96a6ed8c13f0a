import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { Analytics } from '../analytics.type.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { BreakdownOrder, LoanDimension } from './breakdown.input.ts';
import { groupsLoader } from './breakdown.rows.ts';
import { breakdownGroup } from './breakdown.ts';
import { Breakdown } from './breakdown.type.ts';
import type { LoanDimensionName } from './breakdown-dimensions.ts';
import { breakdownRequest } from './breakdown-request.ts';

@Resolver(() => Analytics)
export class BreakdownResolver {
  @FieldResolver(() => Breakdown, {
    description: 'The loans in groups: largest exposure first unless ordered.',
  })
  async breakdown(
    @Root() selection: Selection,
    @Arg('by', () => [LoanDimension], { description: 'What to group by; keys come in this order.' })
    by: LoanDimensionName[],
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 100,
      description: 'How many groups, at most 1,000.',
    })
    first: number | null,
    @Arg('orderBy', () => BreakdownOrder, {
      nullable: true,
      description: 'Largest exposure first unless given.',
    })
    orderBy: BreakdownOrder | null,
    @Ctx() context: GraphContext,
  ): Promise<Breakdown> {
    const { parentKey, args } = inScope(selection);
    const request = breakdownRequest(by, first, orderBy);
    const { groupCount, groups } = await load(context, groupsLoader, {
      parentKey,
      args: { ...args, ...request },
    });
    return { groupCount, groups: groups.map(breakdownGroup) };
  }
}
