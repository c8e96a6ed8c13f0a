import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { NEW_PASSWORD_RULES } from '../input/new-password.ts';

@ObjectType({ description: 'What a client holds after signing in.' })
export class AuthPayload {
  @Field(() => String, { description: 'A JWT; sent as `Authorization: Bearer …`.' })
  accessToken!: string;

  @Field(() => String, { description: 'Always "bearer".' })
  tokenType!: string;

  @Field(() => Int, { description: 'How long the access token is good, in seconds.' })
  expiresIn!: number;

  @Field(() => String, {
    description: 'For `refreshSession`, good once and for 7 days. Shown a second time, it ends the session.',
  })
  refreshToken!: string;

  /** Public id, for resolvers; not in the graph. */
  userId!: string;
}

@InputType({ description: 'Who signs in.' })
export class LoginInput {
  @Field(() => String, { description: 'Either, in any case.' })
  usernameOrEmail!: string;

  @Field(() => String, { description: 'As it was chosen.' })
  password!: string;
}

@InputType({ description: 'What renews a session.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'The latest one of the session.' })
  refreshToken!: string;
}

@InputType({ description: 'A new password for the viewer.' })
export class ChangePasswordInput {
  @Field(() => String, {
    description: 'The password until now. The fifth wrong one within 15 minutes ends the session.',
  })
  currentPassword!: string;

  @Field(() => String, {
    description: NEW_PASSWORD_RULES,
  })
  newPassword!: string;
}
