import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../../platform/graphql/global-id.ts';
import { constraint, cost, listSize } from '../../../../platform/graphql/limit.directives.ts';
import type { Parented } from '../../../../platform/graphql/parented-loader.ts';
import { loanByIdLoader } from '../../loan/loan.loaders.ts';
import { Loan } from '../../loan/loan.type.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { DEFAULT_TOP, MAX_TOP, soundTop } from '../sound-top.ts';
import { type DefaultRiskArgs as RiskArgs, riskCellsLoader } from './default-risk.rows.ts';
import { defaultRiskOf } from './default-risk.ts';
import { DefaultRisk, RiskyLoan } from './default-risk.type.ts';
import { type RiskyLoanRow, type RiskyLoansArgs, topRiskyLoansLoader } from './risky-loans.rows.ts';

/** What the list of risky loans is made from, once it is asked for. */
interface Ranked {
  riskiest: Parented<RiskyLoansArgs>;
}

@ArgsType()
class DefaultRiskArgs {
  @constraint({ min: 1, max: MAX_TOP })
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_TOP,
    description: `How many of the riskiest loans to name, from 1 to ${MAX_TOP}.`,
  })
  top!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "True: a loan that is DEFAULTED counts with PD 1 whatever its letter, and keeps its letter's LGD.",
  })
  defaultedAsD!: boolean | null;
}

@Resolver(() => Analytics)
export class DefaultRiskResolver {
  @cost(20)
  @listSize({ assumedSize: DEFAULT_TOP, slicingArguments: ['top'], sizedFields: ['topRiskyLoans'] })
  @FieldResolver(() => DefaultRisk, { description: 'What may be lost to defaults within a year.' })
  async defaultRisk(
    @Root() selection: Selection,
    @Args(() => DefaultRiskArgs) { top, defaultedAsD }: DefaultRiskArgs,
    @Ctx() context: GraphContext,
  ): Promise<DefaultRisk & Ranked & Traced<RiskArgs>> {
    const { parentKey, args } = inScope(selection);
    const risk = { parentKey, args: { ...args, defaultedAsD: defaultedAsD ?? false } };
    const riskiest = { parentKey, args: { ...risk.args, top: soundTop(top) } };
    const defaultRisk = await kept('defaultRisk', risk, context, async () =>
      defaultRiskOf(await load(context, riskCellsLoader, risk)),
    );
    return { ...defaultRisk, riskiest, origin: risk };
  }
}

@Resolver(() => DefaultRisk)
export class TopRiskyLoansResolver {
  @FieldResolver(() => [RiskyLoan], {
    description: 'The rated loans with the largest expected loss, as many as `top` says; ties by loanId.',
  })
  topRiskyLoans(@Root() { riskiest }: Ranked, @Ctx() context: GraphContext): Promise<RiskyLoanRow[]> {
    return kept('topRiskyLoans', riskiest, context, () => load(context, topRiskyLoansLoader, riskiest));
  }
}

@Resolver(() => RiskyLoan)
export class RiskyLoanResolver {
  @FieldResolver(() => Loan, {
    nullable: true,
    description: 'The stored loan; null if a scenario added it.',
  })
  loan(@Root() { key }: RiskyLoanRow, @Ctx() context: GraphContext): Promise<Loan | null> | null {
    return key === null ? null : load(context, loanByIdLoader, toGlobalId('Loan', key));
  }
}
