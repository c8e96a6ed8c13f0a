import { Field, Float, InputType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from '../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../rating/rating-scale.ts';
import type { LoanStatus as LoanStatusName } from './loan-status.ts';
import { LoanStatus } from './loan-status.type.ts';

@InputType({
  description:
    "Selects loans. All that is given must hold. From and To include their ends. A list is 'one of'; an empty list or null does not filter. At most 500 entries in all lists together, nested at most 5 deep.",
})
export class LoanFilter {
  @Field(() => [String], { nullable: true, description: "One of these lender's numbers, exactly." })
  loanId?: string[] | null;

  @Field(() => [CreditRatingScalar], { nullable: true, description: 'One of these grades.' })
  creditRating?: CreditRating[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True: only loans without a grade, or with one that the tenant's default rates lack. False: only the others.",
  })
  unrated?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'One of these sectors, exactly.' })
  sector?: string[] | null;

  @Field(() => [LoanStatus], { nullable: true, description: 'One of these statuses.' })
  status?: LoanStatusName[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these countries, exactly.' })
  country?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these borrowers, exactly.' })
  borrower?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these borrower groups, exactly.' })
  borrowerGroup?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Contained in loanId or borrower, in any case.' })
  search?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Smallest amount.' })
  amountFrom?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Largest amount.' })
  amountTo?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Lowest rate, percent a year.' })
  rateFrom?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Highest rate, percent a year.' })
  rateTo?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Earliest maturity.' })
  maturityFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Latest maturity.' })
  maturityTo?: string | null;

  @Field(() => Float, { nullable: true, description: 'Lowest one-year probability of default, a fraction.' })
  pdFrom?: number | null;

  @Field(() => Float, { nullable: true, description: 'Highest one-year probability of default, a fraction.' })
  pdTo?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Changed at this instant or later.' })
  updatedFrom?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Changed at this instant or earlier.' })
  updatedTo?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: breaches a covenant at the default thresholds. False: breaches none.',
  })
  inBreach?: boolean | null;

  @Field(() => [LoanFilter], { nullable: true, description: 'Every one of these holds.' })
  and?: LoanFilter[] | null;

  @Field(() => [LoanFilter], { nullable: true, description: 'At least one of these holds.' })
  or?: LoanFilter[] | null;

  @Field(() => LoanFilter, { nullable: true, description: 'This does not hold.' })
  not?: LoanFilter | null;
}
