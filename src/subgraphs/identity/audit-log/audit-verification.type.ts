import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'What recomputing every link of the chain found. Write `headSequence:headHash` down outside: `riskgraph audit verify --anchor` then finds a chain that was cut or made anew.',
})
export class AuditVerification {
  @Field(() => Boolean, {
    description:
      'Whether no sealed entry was changed, removed or put in between, and none waits for its seal for over 60 seconds.',
  })
  intact!: boolean;

  @Field(() => Int, { description: 'How many entries there are.' })
  entryCount!: number;

  @Field(() => Int, { description: 'How many of them are not sealed yet.' })
  unsealedCount!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the last sealed entry; null without one.',
  })
  headSequence!: string | null;

  @Field(() => String, { nullable: true, description: 'Its hash; null without one.' })
  headHash!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The number of the first broken link; the next number, where an entry is not sealed as it should be; null if intact.',
  })
  firstBrokenSequence!: string | null;
}
