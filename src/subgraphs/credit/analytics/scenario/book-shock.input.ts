import { Field, InputType, Int } from 'type-graphql';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { LoanFilter } from '../../loan/loan-filter.type.ts';

const WHICH = 'Which of the selected loans, as the shocks before have left them; all unless given.';

@InputType({ description: 'Moves rates by the same step.' })
export class RateShiftInput {
  @Field(() => DecimalScalar, {
    description: 'Hundredths of a percent a year, -10,000 to 10,000; negative lowers. No rate falls below 0.',
  })
  basisPoints!: string;

  @Field(() => LoanFilter, { nullable: true, description: WHICH })
  filter?: LoanFilter | null;
}

@InputType({ description: 'Multiplies one-year probabilities of default.' })
export class PdMultiplierInput {
  @Field(() => DecimalScalar, {
    description: 'By what, 0 to 1,000. No PD rises above 1, and a PD of 1 stays.',
  })
  factor!: string;

  @Field(() => LoanFilter, { nullable: true, description: WHICH })
  filter?: LoanFilter | null;
}

@InputType({ description: 'Replaces recovery rates.' })
export class RecoveryInput {
  @Field(() => DecimalScalar, { description: 'The recovery rate, a fraction from 0 to 1.' })
  rate!: string;

  @Field(() => LoanFilter, { nullable: true, description: WHICH })
  filter?: LoanFilter | null;
}

@InputType({ description: "Steps grades through those of the tenant's default rates." })
export class NotchDownInput {
  @Field(() => Int, {
    description: 'Steps down, -21 to 21, never past D; negative steps up. D itself stays.',
  })
  notches!: number;

  @Field(() => LoanFilter, { nullable: true, description: WHICH })
  filter?: LoanFilter | null;
}

@InputType({ description: 'Lets the largest of the loans default: grade D, status DEFAULTED.' })
export class DefaultShareInput {
  @Field(() => DecimalScalar, {
    description: 'A fraction from 0 to 1 of the loans selected, by count, rounded up.',
  })
  share!: string;

  @Field(() => LoanFilter, { nullable: true, description: WHICH })
  filter?: LoanFilter | null;
}
