import { Arg, Args, ArgsType, Field, FieldResolver, Int, Resolver } from 'type-graphql';
import { PageArgs } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import type { Covenant as CovenantName } from '../loan/covenants.ts';
import { Analytics } from './analytics.type.ts';
import { type BreachedLoan, BreachedLoanConnection, CovenantCompliance } from './covenant-compliance.type.ts';
import { Covenant, CovenantThresholdsInput } from './covenants.type.ts';
import { notYet } from './not-yet.ts';

@ArgsType()
class BreachedLoanArgs extends PageArgs {
  @Field(() => [Covenant], {
    nullable: true,
    description: 'Only loans that breach one of these; of any unless given, or with an empty list.',
  })
  covenant?: CovenantName[] | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'Only loans with at least so many breaches, from 1 to 3.',
  })
  minBreaches?: number | null;
}

@Resolver(() => Analytics)
export class CovenantsResolver {
  @FieldResolver(() => CovenantCompliance, { description: 'How far the loans keep their covenants.' })
  covenants(
    @Arg('thresholds', () => CovenantThresholdsInput, {
      nullable: true,
      description: 'The limits; the default ones unless given.',
    })
    _thresholds: CovenantThresholdsInput | null,
  ): CovenantCompliance {
    return notYet('covenants');
  }
}

@Resolver(() => CovenantCompliance)
export class BreachedLoansResolver {
  @FieldResolver(() => BreachedLoanConnection, { description: 'The loans in breach.' })
  breachedLoans(@Args(() => BreachedLoanArgs) _args: BreachedLoanArgs): Connection<BreachedLoan> {
    return notYet('breachedLoans');
  }
}
