import { Directive, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';
import { UserReference } from '../identity-references.type.ts';

export const ImportKind = { LOANS: 'LOANS', RATING_HISTORY: 'RATING_HISTORY' } as const;
export type ImportKindName = keyof typeof ImportKind;

registerEnumType(ImportKind, {
  name: 'ImportKind',
  description: 'What a file holds.',
  valuesConfig: {
    LOANS: { description: 'Loans.' },
    RATING_HISTORY: { description: "Loans' grades over time." },
  },
});

@ObjectType({ description: 'A portfolio in five figures, as they stood when the file came in.' })
export class ImportImpact {
  @Field(() => Int, { description: 'How many loans it held.' })
  loanCount!: number;

  @Field(() => DecimalScalar, { description: 'The sum of the amounts, at 2 places.' })
  totalExposure!: string;

  @Field(() => DecimalScalar, { description: 'ΣE·PD·LGD over rated loans, at 2 places.' })
  expectedLoss!: string;

  @Field(() => DecimalScalar, { description: 'ΣE·weight over rated loans, at 2 places.' })
  riskWeightedAssets!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Σs² over borrowers, a fraction; null without a loan.',
  })
  singleNameHhi!: number | null;
}

@Directive('@key(fields: "id")')
@ObjectType('ImportRun', { implements: Node, description: 'What a file did to a portfolio, or would have.' })
export class ImportRun extends Node {
  @Field(() => ImportKind, { description: 'What the file held.' })
  kind!: ImportKindName;

  @Field(() => UserReference, {
    nullable: true,
    description: 'Who sent it; null for a user of another tenant.',
  })
  user!: UserReference | null;

  @Field(() => String, { description: 'The name of the file, without its folders.' })
  fileName!: string;

  @Field(() => String, { description: "SHA-256 of the file's bytes, in hex." })
  fileSha256!: string;

  @Field(() => Boolean, { description: 'True: all of it was undone, and the counts are what it would do.' })
  dryRun!: boolean;

  @Field(() => DateTimeScalar, { description: 'When the file began to come in.' })
  startedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When all of it was written.' })
  finishedAt!: string | null;

  @Field(() => Int, { description: 'Data rows of the file.' })
  totalRows!: number;

  @Field(() => Int, { description: 'Rows taken in: created and updated. 0 if the file was rejected.' })
  successful!: number;

  @Field(() => Int, { description: 'Rows that were new.' })
  created!: number;

  @Field(() => Int, { description: 'Rows for what was there already, even where they changed nothing.' })
  updated!: number;

  @Field(() => Int, { description: 'Rows with at least one error.' })
  failed!: number;

  @Field(() => Int, { description: 'All errors, also those beyond what is kept.' })
  errorCount!: number;

  @Field(() => ImportImpact, { nullable: true, description: 'The portfolio before the file.' })
  before!: ImportImpact | null;

  @Field(() => ImportImpact, {
    nullable: true,
    description: 'The portfolio after the file; after a dry run, as it would be.',
  })
  after!: ImportImpact | null;

  /** Database keys, for resolvers; not in the graph. */
  key!: string;
  portfolioKey!: string;
}

export const { ConnectionType: ImportRunConnection, ConnectionResolver: ImportRunConnectionResolver } =
  connectionOf('ImportRun', () => ImportRun);
