import {
  ArgsType,
  Directive,
  Field,
  Float,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import { Direction, type DirectionName } from '../../../platform/graphql/direction.type.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';
import { PageArgs } from '../../../platform/paging/page-args.ts';
import { LoanFilter } from '../loan/loan-filter.type.ts';
import { CreditRatingScalar } from '../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../rating/rating-scale.ts';

@Directive('@key(fields: "id")')
@ObjectType('Borrower', {
  implements: Node,
  description:
    'Who owes the loans of one name in a portfolio. Its figures are over all of its loans, whatever a filter selects.',
})
export class Borrower extends Node {
  @Field(() => String, { description: 'The name on the loans, exactly.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its group of connected borrowers; null: it stands alone.',
  })
  group!: string | null;

  @Field(() => Int, { description: 'How many loans it owes.' })
  loanCount!: number;

  @Field(() => DecimalScalar, {
    description: "The sum of their amounts, in the portfolio's currency at 2 places.",
  })
  exposure!: string;

  @Field(() => Float, { nullable: true, description: "Its exposure over the portfolio's, a fraction." })
  share!: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Percent a year, weighted by amount, at 4 places.',
  })
  weightedAverageRate!: string | null;

  @Field(() => CreditRatingScalar, {
    nullable: true,
    description:
      'The grade nearest to its exposure-weighted average rating factor; null without a graded loan.',
  })
  averageRating!: CreditRating | null;

  @Field(() => Int, { description: 'How many of its loans are PERFORMING.' })
  performingCount!: number;

  /** For resolvers; not in the graph. */
  portfolioKey!: string;
}

export const { ConnectionType: BorrowerConnection, ConnectionResolver: BorrowerConnectionResolver } =
  connectionOf('Borrower', () => Borrower);

export const BorrowerSort = { NAME: 'NAME', EXPOSURE: 'EXPOSURE', LOAN_COUNT: 'LOAN_COUNT' } as const;

registerEnumType(BorrowerSort, {
  name: 'BorrowerSort',
  description: 'What borrowers can be ordered by.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    EXPOSURE: { description: 'By the sum of the amounts.' },
    LOAN_COUNT: { description: 'By the number of loans.' },
  },
});

@InputType({ description: 'An order of borrowers; ties by name.' })
export class BorrowerOrder {
  @Field(() => BorrowerSort, { description: 'By what.' })
  by!: keyof typeof BorrowerSort;

  @Field(() => Direction, { nullable: true, defaultValue: 'ASC', description: 'Which way.' })
  direction?: DirectionName | null;
}

@ArgsType()
export class BorrowerListArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Contained in the name, in any case.' })
  search?: string | null;

  @Field(() => LoanFilter, { nullable: true, description: 'Borrowers with at least one such loan.' })
  filter?: LoanFilter | null;

  @Field(() => BorrowerOrder, { nullable: true, description: 'By name unless given.' })
  orderBy?: BorrowerOrder | null;
}
