import { Field, InputType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import type { LoanStatus as LoanStatusName } from '../../loan/loan-status.ts';
import { LoanStatus } from '../../loan/loan-status.type.ts';
import { CreditRatingScalar } from '../../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';

const LOAN_ID = "The lender's own number of a selected loan; an unknown one is BAD_USER_INPUT.";

@InputType({ description: 'Changes one loan; a field left out stays.' })
export class ChangeLoanInput {
  @Field(() => String, { description: LOAN_ID })
  loanId!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its amount, money.' })
  amount?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its rate, percent a year.' })
  rate?: string | null;

  @Field(() => CreditRatingScalar, {
    nullable: true,
    description: "Its grade; for a rated loan one that the tenant's default rates have.",
  })
  creditRating?: CreditRating | null;

  @Field(() => LoanStatus, { nullable: true, description: 'Its status.' })
  status?: LoanStatusName | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day it is due.' })
  maturityDate?: string | null;
}

@InputType({ description: 'Takes one loan out.' })
export class RemoveLoanInput {
  @Field(() => String, { description: LOAN_ID })
  loanId!: string;
}
