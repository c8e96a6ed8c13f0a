import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar } from '../../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../../platform/paging/connection.type.ts';
import { CreditRatingScalar } from '../../rating/credit-rating.scalar.ts';
import type { CreditRating, RatingOrWithdrawn } from '../../rating/rating-scale.ts';

export const MoveDirection = {
  UPGRADE: 'UPGRADE',
  DOWNGRADE: 'DOWNGRADE',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type MoveDirectionName = keyof typeof MoveDirection;

registerEnumType(MoveDirection, {
  name: 'MoveDirection',
  description: 'Which way a grade went within a period.',
  valuesConfig: {
    UPGRADE: { description: "A better grade at the period's end." },
    DOWNGRADE: { description: 'A worse grade at its end, D included.' },
    WITHDRAWN: { description: 'No grade at its end: NR.' },
  },
});

@ObjectType({ description: 'A loan whose grade at the end of a period is not that at its start.' })
export class RatingMove {
  @Field(() => CreditRatingScalar, { description: "The grade at the period's start." })
  from!: CreditRating;

  @Field(() => CreditRatingScalar, { description: 'The grade at its end, or NR.' })
  to!: RatingOrWithdrawn;

  @Field(() => Int, {
    nullable: true,
    description: 'Notches down; an upgrade is negative. Null where the rating was withdrawn.',
  })
  notches!: number | null;

  @Field(() => DateScalar, { description: "The period's first day." })
  fromDate!: string;

  @Field(() => DateScalar, { description: "The period's last day." })
  toDate!: string;

  @Field(() => MoveDirection, { description: 'Which way.' })
  direction!: MoveDirectionName;
}

export const { ConnectionType: RatingMoveConnection, ConnectionResolver: RatingMoveConnectionResolver } =
  connectionOf('RatingMove', () => RatingMove);
