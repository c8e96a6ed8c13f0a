import { Field, InputType, Int } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from '../rating/credit-rating.scalar.ts';
import type { LoanStatus as LoanStatusName } from './loan-status.ts';
import { LoanStatus } from './loan-status.type.ts';

const AMOUNT = 'Above 0, at most 1,000,000,000,000, at most 2 decimals.';
const RATE = 'Percent a year, 0 to 100, at most 4 decimals.';
const RATIO = 'From -10,000 to 10,000, at most 4 decimals.';

@InputType({ description: 'A new loan.' })
export class LoanInput {
  @Field(() => String, {
    description: "The lender's own number, 1 to 50 characters, unique in its portfolio.",
  })
  loanId!: string;

  @Field(() => String, { description: '1 to 255 characters.' })
  borrower!: string;

  @Field(() => String, { nullable: true, description: 'At most 255 characters.' })
  borrowerGroup?: string | null;

  @Field(() => DecimalScalar, { description: AMOUNT })
  amount!: string;

  @Field(() => DecimalScalar, { description: RATE })
  rate!: string;

  @Field(() => String, { description: '1 to 100 characters.' })
  sector!: string;

  @Field(() => DateScalar, { description: 'After today, at most 2200-12-31.' })
  maturityDate!: string;

  @Field(() => CreditRatingScalar, { nullable: true, description: 'Null or NR: unrated.' })
  creditRating?: string | null;

  @Field(() => LoanStatus, { description: 'How it is doing.' })
  status!: LoanStatusName;

  @Field(() => String, { nullable: true, description: 'At most 100 characters.' })
  country?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: RATIO })
  debtToEquity?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: RATIO })
  interestCoverage?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: RATIO })
  leverageRatio?: string | null;
}

@InputType({
  description: 'Changes of a loan. A field left out stays; null empties it where it may be empty.',
})
export class UpdateLoanInput {
  @Field(() => String, { nullable: true, description: "The lender's own number, 1 to 50 characters." })
  loanId?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 255 characters.' })
  borrower?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 255 characters.' })
  borrowerGroup?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: AMOUNT })
  amount?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: RATE })
  rate?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  sector?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'From 1900-01-01 to 2200-12-31; it may be past.' })
  maturityDate?: string | null;

  @Field(() => CreditRatingScalar, { nullable: true, description: 'Null or NR: unrated.' })
  creditRating?: string | null;

  @Field(() => LoanStatus, { nullable: true, description: 'How it is doing.' })
  status?: LoanStatusName | null;

  @Field(() => String, { nullable: true, description: 'At most 100 characters.' })
  country?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: RATIO })
  debtToEquity?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: RATIO })
  interestCoverage?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: RATIO })
  leverageRatio?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was read; CONFLICT with `currentVersion` if it has changed since.',
  })
  expectedVersion?: number | null;
}
