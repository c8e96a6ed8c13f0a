import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { CreditRatingScalar } from '../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../rating/rating-scale.ts';
import { loanJson } from './loan.json.ts';
import type { LoanStatus as LoanStatusName } from './loan-status.ts';
import { LoanStatus } from './loan-status.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('Loan', { implements: Node, description: 'Money lent to a borrower.' })
export class Loan extends Node {
  @Field(() => String, { description: "The lender's own number, unique in its portfolio." })
  loanId!: string;

  @Field(() => String, { description: 'Who owes it.' })
  borrower!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The group of connected borrowers; null: the borrower stands alone.',
  })
  borrowerGroup!: string | null;

  @Field(() => DecimalScalar, { description: "What is owed, in the portfolio's currency, at 2 places." })
  amount!: string;

  @Field(() => DecimalScalar, { description: 'Percent a year, at 4 places.' })
  rate!: string;

  @Field(() => String, { description: "The borrower's line of business." })
  sector!: string;

  @Field(() => DateScalar, { description: 'The day it is due.' })
  maturityDate!: string;

  @Field(() => CreditRatingScalar, { nullable: true, description: 'Null: unrated.' })
  creditRating!: CreditRating | null;

  @Field(() => LoanStatus, { description: 'How it is doing.' })
  status!: LoanStatusName;

  @Field(() => String, { nullable: true, description: "The borrower's country." })
  country!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Debt over equity, at 4 places; negative with negative equity.',
  })
  debtToEquity!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Earnings over interest, at 4 places.' })
  interestCoverage!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Debt over earnings, at 4 places; negative with negative earnings.',
  })
  leverageRatio!: string | null;

  @Field(() => Int, { description: 'Guards against a lost update: pass it as `expectedVersion`.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it came in.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  updatedAt!: string;

  /** Database keys, for resolvers; not in the graph. */
  key!: string;
  portfolioKey!: string;
  tenantKey!: string;
}

export const { ConnectionType: LoanConnection, ConnectionResolver: LoanConnectionResolver } = connectionOf(
  'Loan',
  () => Loan,
  Object.keys(loanJson),
);

@ObjectType({ description: 'What is left of a loan after its deletion.' })
export class DeletedLoan {
  @Field(() => ID, { description: 'The id that it had.' })
  id!: string;

  @Field(() => Portfolio, { description: 'The portfolio that held it.' })
  portfolio!: Portfolio;
}
