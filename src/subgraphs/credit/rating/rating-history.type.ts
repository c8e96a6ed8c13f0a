import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateScalar } from '../../../platform/graphql/scalars.ts';
import { Loan } from '../loan/loan.type.ts';
import { CreditRatingScalar } from './credit-rating.scalar.ts';
import type { RatingOrWithdrawn } from './rating-scale.ts';

@Directive('@key(fields: "id")')
@ObjectType('RatingHistory', { implements: Node, description: "A loan's grade on a day." })
export class RatingHistory extends Node {
  @Field(() => Loan, { description: 'Whose grade it is.' })
  loan!: Loan;

  @Field(() => DateScalar, { description: 'The day of the snapshot.' })
  snapshotDate!: string;

  @Field(() => CreditRatingScalar, { description: 'The grade on that day, or NR: withdrawn.' })
  creditRating!: RatingOrWithdrawn;

  /** Database key, for resolvers; not in the graph. */
  loanKey!: string;
}
