import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../../platform/errors.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../../platform/graphql/global-id.ts';
import { constraint, cost } from '../../../../platform/graphql/limit.directives.ts';
import { PageArgs, paged } from '../../../../platform/paging/page-args.ts';
import type { Connection } from '../../../../platform/paging/paged-list.ts';
import type { Covenant as CovenantName } from '../../loan/covenants.ts';
import { loanByIdLoader } from '../../loan/loan.loaders.ts';
import { Loan } from '../../loan/loan.type.ts';
import { Analytics } from '../analytics.type.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { type BreachedLoanRow, breachedLoansByScope } from './breached-loans.rows.ts';
import type { Tested } from './covenant-compliance.resolver.ts';
import { BreachedLoan, BreachedLoanConnection, CovenantCompliance } from './covenant-compliance.type.ts';
import { limitsOf } from './covenants.sql.ts';
import { Covenant, CovenantThresholdsInput } from './covenants.type.ts';

const COVENANTS = Object.values(Covenant);

@ArgsType()
class BreachedLoanArgs extends PageArgs {
  @Field(() => [Covenant], {
    nullable: true,
    description: 'Only loans that breach one of these; of any unless given, or with an empty list.',
  })
  covenant?: CovenantName[] | null;

  @constraint({ min: 1, max: COVENANTS.length })
  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'Only loans with at least so many breaches of all three covenants, from 1 to 3.',
  })
  minBreaches?: number | null;
}

@Resolver(() => Analytics)
export class CovenantsResolver {
  @cost(10)
  @FieldResolver(() => CovenantCompliance, { description: 'How far the loans keep their covenants.' })
  covenants(
    @Root() selection: Selection,
    @Arg('thresholds', () => CovenantThresholdsInput, {
      nullable: true,
      description: 'The limits; the default ones unless given.',
    })
    thresholds: CovenantThresholdsInput | null,
  ): Tested {
    const limits = limitsOf(thresholds);
    const { parentKey, args } = inScope(selection);
    return { selection, limits, origin: { parentKey, args: { ...args, limits } } };
  }
}

@Resolver(() => CovenantCompliance)
export class BreachedLoansResolver {
  @cost(10)
  @paged('first')
  @FieldResolver(() => BreachedLoanConnection, {
    description: 'The loans in breach: largest amount first, ties by loanId.',
  })
  breachedLoans(
    @Root() { selection, limits }: Tested,
    @Args(() => BreachedLoanArgs) { covenant, minBreaches, ...page }: BreachedLoanArgs,
    @Ctx() context: GraphContext,
  ): Connection<BreachedLoanRow> {
    const { filter, scenario } = selection;
    const covenants = COVENANTS.filter((name) => !covenant?.length || covenant.includes(name));
    const question = { filter, scenario, limits, covenants, minBreaches: soundMinimum(minBreaches ?? 1) };
    return breachedLoansByScope(context, { ...question, ...page }, inScope(selection).parentKey);
  }
}

function soundMinimum(minBreaches: number): number {
  if (minBreaches >= 1 && minBreaches <= COVENANTS.length) return minBreaches;
  throw badUserInput([
    { path: ['minBreaches'], message: `${minBreaches} is not from 1 to ${COVENANTS.length}.` },
  ]);
}

@Resolver(() => BreachedLoan)
export class BreachedLoanResolver {
  @FieldResolver(() => Loan, {
    nullable: true,
    description: 'The stored loan; null if a scenario added it.',
  })
  loan(@Root() { key }: BreachedLoanRow, @Ctx() context: GraphContext): Promise<Loan | null> | null {
    return key === null ? null : load(context, loanByIdLoader, toGlobalId('Loan', key));
  }
}
