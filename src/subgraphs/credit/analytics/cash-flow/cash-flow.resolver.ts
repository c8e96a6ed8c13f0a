import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { monthsLeft } from '../../../../platform/calendar.ts';
import { badUserInput } from '../../../../platform/errors.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { Analytics } from '../analytics.type.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { maturingMonthsLoader } from './cash-flow.rows.ts';
import { cashFlowOf } from './cash-flow.ts';
import { CashFlowMonth } from './cash-flow.type.ts';

const DEFAULT_MONTHS = 24;
const MAX_MONTHS = 600;

@Resolver(() => Analytics)
export class CashFlowResolver {
  @FieldResolver(() => [CashFlowMonth], {
    description: 'What the loans pay, month by month from asOf, every principal at maturity.',
  })
  async cashFlow(
    @Root() selection: Selection,
    @Arg('months', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_MONTHS,
      description: `How many months, at most ${MAX_MONTHS}, and none after the year 9999.`,
    })
    months: number | null,
    @Ctx() context: GraphContext,
  ): Promise<CashFlowMonth[]> {
    const count = soundCount(months ?? DEFAULT_MONTHS, selection.asOf);
    const maturing = await load(context, maturingMonthsLoader, inScope(selection));
    return cashFlowOf(maturing, selection.asOf, count);
  }
}

function soundCount(months: number, asOf: string): number {
  const most = Math.min(MAX_MONTHS, monthsLeft(asOf) + 1);
  if (months >= 1 && months <= most) return months;
  throw badUserInput([{ path: ['months'], message: `${months} is not from 1 to ${most}.` }]);
}
