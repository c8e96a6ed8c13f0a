import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'What recomputing every link of the chain found. An outside copy is compared with `headSequence:headHash`.',
})
export class AuditVerification {
  @Field(() => Boolean, { description: 'Whether no sealed entry was changed, removed or put in between.' })
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
    description: 'The number of the first broken link; null if intact.',
  })
  firstBrokenSequence!: string | null;
}
