import { Field, Int, ObjectType } from 'type-graphql';

/** Errors of a run that are kept, and that one answer holds. */
export const MAX_KEPT_ERRORS = 10_000;
export const MAX_ERROR_PAGE = 1_000;

@ObjectType({ description: 'One thing that is wrong with one row of a file.' })
export class ImportError {
  @Field(() => Int, { description: 'Counts data rows from 1; the header and blank lines do not count.' })
  row!: number;

  @Field(() => String, { nullable: true, description: "The row's loan_id; null where it has no valid one." })
  loanId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column, as the file names it in lower case; null: the whole row.',
  })
  column!: string | null;

  @Field(() => String, {
    description:
      'REQUIRED, TOO_LONG, CONTROL_CHARACTER, NOT_A_DECIMAL, TOO_MANY_DECIMALS, OUT_OF_RANGE, INVALID_DATE, UNKNOWN_RATING, UNKNOWN_STATUS, DUPLICATE_IN_FILE, ALREADY_EXISTS, UNKNOWN_LOAN, DUPLICATE_SNAPSHOT or WRONG_COLUMN_COUNT.',
  })
  code!: string;

  @Field(() => String, { description: 'What is wrong, in words.' })
  message!: string;
}
