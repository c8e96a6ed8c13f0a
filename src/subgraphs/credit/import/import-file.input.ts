import type { FileUpload } from 'graphql-upload-minimal';
import { Field, ID, InputType } from 'type-graphql';
import { UploadScalar } from '../../../platform/graphql/scalars.ts';
import { DuplicatePolicy, type DuplicatePolicyName, ImportErrorPolicy } from './import-policies.type.ts';

/** What every import into a portfolio is told. Not in the schema: each import has an input of its own. */
@InputType()
abstract class ImportFileInput {
  @Field(() => ID, { description: 'The portfolio that takes it in.' })
  portfolioId!: string;

  @Field(() => ImportErrorPolicy, {
    nullable: true,
    defaultValue: 'SKIP_INVALID_ROWS',
    description: 'What a row with an error does to the other rows.',
  })
  errorPolicy?: keyof typeof ImportErrorPolicy | null;

  @Field(() => DuplicatePolicy, {
    nullable: true,
    defaultValue: 'REJECT_ROW',
    description: 'What becomes of a row for something that the portfolio holds already.',
  })
  onDuplicate?: DuplicatePolicyName | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True tries the file: all is done as it would be and then undone; only the run is kept.',
  })
  dryRun?: boolean | null;

  abstract file: Promise<FileUpload>;
}

@InputType({ description: 'A file of loans and how to take it in.' })
export class ImportLoansInput extends ImportFileInput {
  @Field(() => UploadScalar, {
    description:
      'CSV in UTF-8, comma or semicolon, at most 1,000,000 rows. A header row in any order: loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status, and if you like country, debt_to_equity, interest_coverage, leverage_ratio, borrower_group. A column that is left out stays as it is where a loan is updated.',
  })
  file!: Promise<FileUpload>;
}

@InputType({ description: 'A file of rating snapshots and how to take it in.' })
export class ImportRatingHistoryInput extends ImportFileInput {
  @Field(() => UploadScalar, {
    description:
      'CSV in UTF-8, comma or semicolon, at most 1,000,000 rows. A header row in any order: loan_id, snapshot_date, credit_rating.',
  })
  file!: Promise<FileUpload>;
}

export type { ImportFileInput };
