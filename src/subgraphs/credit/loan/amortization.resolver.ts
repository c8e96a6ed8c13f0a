import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { todayUtc } from '../../../platform/clock.ts';
import { badUserInput, type Issue } from '../../../platform/errors.ts';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { cost, listSize } from '../../../platform/graphql/limit.directives.ts';
import { FIRST_YEAR } from '../fields/field-parsers.ts';
import { amortize, MAX_TERM_MONTHS } from './amortization.ts';
import { AmortizationArgs, AmortizationSchedule } from './amortization.type.ts';
import { Loan } from './loan.type.ts';

@Resolver(() => Loan)
export class AmortizationResolver {
  @cost(100)
  @listSize({ assumedSize: 120, slicingArguments: ['termMonths'], sizedFields: ['payments'] })
  @FieldResolver(() => AmortizationSchedule, { description: 'How it would be paid off.' })
  amortization(
    @Root() loan: Loan,
    @Args(() => AmortizationArgs) { method, frequency, asOf, termMonths }: AmortizationArgs,
    @Ctx() context: GraphContext,
  ): AmortizationSchedule {
    refuseTerms(asOf, termMonths);
    const how = { method: method ?? 'ANNUITY', frequency: frequency ?? 'MONTHLY' } as const;
    const { amount, rate, maturityDate } = loan;
    const terms = {
      amount,
      ratePercent: rate,
      maturityDate,
      asOf: asOf ?? todayUtc(context.clock),
      termMonths,
    };
    return { ...how, ...amortize({ ...terms, ...how }) };
  }
}

/** No loan matures before this day, and each month before it costs a payment. */
const FIRST_DAY = `${FIRST_YEAR}-01-01`;

function refuseTerms(asOf: AmortizationArgs['asOf'], termMonths: AmortizationArgs['termMonths']): void {
  const issues: Issue[] = [];
  if (typeof termMonths === 'number' && (termMonths < 1 || termMonths > MAX_TERM_MONTHS)) {
    issues.push({ path: ['termMonths'], message: `${termMonths} is not from 1 to ${MAX_TERM_MONTHS}.` });
  }
  if (asOf && asOf < FIRST_DAY) {
    issues.push({ path: ['asOf'], message: `${asOf} is before ${FIRST_DAY}.` });
  }
  if (issues.length > 0) throw badUserInput(issues);
}
