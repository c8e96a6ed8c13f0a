import { ArgsType, Field, Int } from 'type-graphql';
import { constraint } from '../../../../platform/graphql/limit.directives.ts';
import { DateScalar } from '../../../../platform/graphql/scalars.ts';
import { PageArgs } from '../../../../platform/paging/page-args.ts';
import { MAX_LAST_PERIODS } from './rating-migration.scope.ts';
import { MoveDirection, type MoveDirectionName } from './rating-move.type.ts';

@ArgsType()
export class RatingMigrationArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The earliest snapshot date; all unless given.',
  })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The latest snapshot date; all unless given.' })
  to?: string | null;

  @constraint({ min: 1, max: MAX_LAST_PERIODS })
  @Field(() => Int, {
    nullable: true,
    description: 'Only the latest so many periods, from 1 to 100; the latest 200 unless given.',
  })
  lastPeriods?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "True: a loan's last snapshot before a date, be it before `from`, stands for one that is missing on it.",
  })
  carryForward?: boolean | null;
}

@ArgsType()
export class RatingMoveArgs extends PageArgs {
  @Field(() => [MoveDirection], {
    nullable: true,
    description: 'Only moves of these directions; of any unless given, or with an empty list.',
  })
  direction?: MoveDirectionName[] | null;
}
