import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { monthsLeft } from '../../../../platform/calendar.ts';
import { badUserInput } from '../../../../platform/errors.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { constraint, listSize } from '../../../../platform/graphql/limit.directives.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope, type ScopeArgs } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { maturingMonthsLoader } from './cash-flow.rows.ts';
import { cashFlowOf } from './cash-flow.ts';
import { CashFlowMonth } from './cash-flow.type.ts';

const DEFAULT_MONTHS = 24;
const MAX_MONTHS = 600;

@ArgsType()
class CashFlowArgs {
  @constraint({ min: 1, max: MAX_MONTHS })
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_MONTHS,
    description: `How many months, at most ${MAX_MONTHS}, and none after the year 9999.`,
  })
  months!: number | null;
}

@Resolver(() => Analytics)
export class CashFlowResolver {
  @listSize({ assumedSize: DEFAULT_MONTHS, slicingArguments: ['months'] })
  @FieldResolver(() => [CashFlowMonth], {
    description: 'What the loans pay, month by month from asOf, every principal at maturity.',
  })
  async cashFlow(
    @Root() selection: Selection,
    @Args(() => CashFlowArgs) { months }: CashFlowArgs,
    @Ctx() context: GraphContext,
  ): Promise<(CashFlowMonth & Traced<ScopeArgs>)[]> {
    const count = soundCount(months ?? DEFAULT_MONTHS, selection.asOf);
    const scope = inScope(selection);
    const cashFlow = { ...scope, args: { ...scope.args, months: count } };
    const lines = await kept('cashFlow', cashFlow, context, async () =>
      cashFlowOf(await load(context, maturingMonthsLoader, scope), selection.asOf, count),
    );
    return lines.map((line) => ({ ...line, origin: scope }));
  }
}

function soundCount(months: number, asOf: string): number {
  const most = Math.min(MAX_MONTHS, monthsLeft(asOf) + 1);
  if (months >= 1 && months <= most) return months;
  throw badUserInput([{ path: ['months'], message: `${months} is not from 1 to ${most}.` }]);
}
