import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';

@ObjectType({ description: 'One sign-in on one device, for as long as it is renewed.' })
export class Session {
  @Field(() => ID, { description: 'Opaque; for `endSession`.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was signed in.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When its tokens were last renewed.' })
  lastUsedAt!: string;

  @Field(() => DateTimeScalar, {
    description:
      'When it ends unless renewed: 7 days after the last time, and 30 days after the sign-in at the latest.',
  })
  expiresAt!: string;

  @Field(() => String, { nullable: true, description: 'The address that it was signed in from.' })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'What the client called itself at sign-in.' })
  userAgent!: string | null;

  @Field(() => Boolean, { description: 'Whether this very request belongs to it.' })
  isCurrent!: boolean;
}
