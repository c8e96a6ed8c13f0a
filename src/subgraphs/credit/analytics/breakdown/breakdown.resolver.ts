import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import { isAskedWithin } from '../../../../platform/graphql/asked-field.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { constraint, cost, listSize } from '../../../../platform/graphql/limit.directives.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { BreakdownOrder, LoanDimension } from './breakdown.input.ts';
import { type BreakdownArgs as GroupArgs, groupsLoader } from './breakdown.rows.ts';
import { breakdownGroup } from './breakdown.ts';
import { Breakdown } from './breakdown.type.ts';
import type { LoanDimensionName } from './breakdown-dimensions.ts';
import { FIGURE_NAMES } from './breakdown-figures.ts';
import { breakdownRequest, DEFAULT_GROUPS, MAX_DIMENSIONS, MAX_GROUPS } from './breakdown-request.ts';

@ArgsType()
class BreakdownArgs {
  @constraint({ minItems: 1, maxItems: MAX_DIMENSIONS })
  @Field(() => [LoanDimension], { description: 'What to group by; keys come in this order.' })
  by!: LoanDimensionName[];

  @constraint({ min: 1, max: MAX_GROUPS })
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_GROUPS,
    description: `How many groups, at most ${MAX_GROUPS.toLocaleString('en-US')}.`,
  })
  first!: number | null;

  @Field(() => BreakdownOrder, { nullable: true, description: 'Largest exposure first unless given.' })
  orderBy?: BreakdownOrder | null;
}

@Resolver(() => Analytics)
export class BreakdownResolver {
  @cost(20)
  @listSize({ assumedSize: DEFAULT_GROUPS, slicingArguments: ['first'], sizedFields: ['groups'] })
  @FieldResolver(() => Breakdown, {
    description: 'The loans in groups: largest exposure first unless ordered.',
  })
  async breakdown(
    @Root() selection: Selection,
    @Args(() => BreakdownArgs) { by, first, orderBy }: BreakdownArgs,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Breakdown & Traced<GroupArgs>> {
    const { parentKey, args } = inScope(selection);
    const figures = FIGURE_NAMES.filter((name) => isAskedWithin(info, name));
    const request = { ...breakdownRequest(by, first, orderBy ?? null), figures };
    const scope = { parentKey, args: { ...args, ...request } };
    const { groupCount, groups } = await kept('breakdown', scope, context, async () => {
      const { groupCount, groups } = await load(context, groupsLoader, scope);
      return { groupCount, groups: groups.map((group) => breakdownGroup(group, figures)) };
    });
    return { groupCount, groups: groups.map((group) => ({ ...group, origin: scope })), origin: scope };
  }
}
