import { Directive, Field, InputType } from 'type-graphql';
import { cost } from '../../../../platform/graphql/limit.directives.ts';
import { LoanInput } from '../../loan/loan.input.ts';
import {
  DefaultShareInput,
  NotchDownInput,
  PdMultiplierInput,
  RateShiftInput,
  RecoveryInput,
} from './book-shock.input.ts';
import { ChangeLoanInput, RemoveLoanInput } from './loan-shock.input.ts';

@Directive('@oneOf')
@InputType({
  description:
    'One what-if: exactly one of these. Shocks apply in their order to the selected loans; the stored book never changes. A change of grade brings the PD, LGD and weight of that grade. At most 20 shocks, with at most 500 conditions in all their filters.',
})
export class ShockInput {
  @cost(10)
  @Field(() => RateShiftInput, { nullable: true, description: 'Rates rise or fall.' })
  rateShift?: RateShiftInput | null;

  @cost(10)
  @Field(() => PdMultiplierInput, { nullable: true, description: 'Probabilities of default are multiplied.' })
  pdMultiplier?: PdMultiplierInput | null;

  @cost(10)
  @Field(() => RecoveryInput, { nullable: true, description: 'Recovery rates are replaced.' })
  recovery?: RecoveryInput | null;

  @cost(10)
  @Field(() => NotchDownInput, { nullable: true, description: 'Grades step down or up.' })
  notchDown?: NotchDownInput | null;

  @cost(400)
  @Field(() => DefaultShareInput, { nullable: true, description: 'The largest loans default.' })
  defaultShare?: DefaultShareInput | null;

  @cost(10)
  @Field(() => ChangeLoanInput, { nullable: true, description: 'One loan changes.' })
  changeLoan?: ChangeLoanInput | null;

  @cost(10)
  @Field(() => RemoveLoanInput, { nullable: true, description: 'One loan goes.' })
  removeLoan?: RemoveLoanInput | null;

  @cost(10)
  @Field(() => LoanInput, {
    nullable: true,
    description: 'One loan comes, under a number that no selected loan has.',
  })
  addLoan?: LoanInput | null;
}
