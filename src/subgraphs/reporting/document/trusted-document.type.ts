import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';
import { UserReference } from '../identity-references.type.ts';

@ObjectType({
  description:
    'A version of a document that the tenant trusts: a query that is called by its id or its name, and may ask for pages of 1,000.',
})
export class TrustedDocument {
  @Field(() => ID, { description: 'Opaque; for `withdrawDocument`.' })
  id!: string;

  @Field(() => String, {
    description:
      'How a request names this very text: `sha256:` and the 64 lower-case hexadecimal digits of its hash.',
  })
  documentId!: string;

  @Field(() => String, {
    description: 'How a request names the newest version in force; at most 100 characters.',
  })
  name!: string;

  @Field(() => Int, { description: 'Counts the texts of the name, from 1.' })
  version!: number;

  @Field(() => String, { description: 'The exact text, at most 64 KiB.' })
  body!: string;

  @Field(() => String, { nullable: true, description: 'What it is for; at most 2,000 characters.' })
  description!: string | null;

  @Field(() => [String], {
    description: 'Which lists of its answer are tables, as `portfolio.loans.nodes`; at most 20.',
  })
  lists!: string[];

  @Field(() => UserReference, { description: 'Who registered it.' })
  registeredBy!: UserReference;

  @Field(() => DateTimeScalar, { description: 'When it was registered.' })
  registeredAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it was withdrawn: from then on it answers as one that there is not. Null while it is in force.',
  })
  withdrawnAt!: string | null;
}

export const {
  ConnectionType: TrustedDocumentConnection,
  ConnectionResolver: TrustedDocumentConnectionResolver,
} = connectionOf('TrustedDocument', () => TrustedDocument);
