import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../../../platform/paging/page-args.ts';
import type { RoleName } from '../../../platform/security/viewer.ts';
import { NEW_PASSWORD_RULES } from '../input/new-password.ts';
import { Role } from './role.type.ts';

@ArgsType()
export class UserListArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Contained in username, e-mail or full name, in any case; at most 254 characters.',
  })
  search?: string | null;
}

@InputType({ description: 'A new account.' })
export class RegisterInput {
  @Field(() => String, {
    description: '3 to 50 letters, digits or . _ - ; unique over the whole installation in any case.',
  })
  username!: string;

  @Field(() => String, {
    description: 'At most 254 characters; unique over the whole installation in any case.',
  })
  email!: string;

  @Field(() => String, {
    description: NEW_PASSWORD_RULES,
  })
  password!: string;

  @Field(() => String, { nullable: true, description: 'As people say it; at most 200 characters.' })
  fullName?: string | null;

  @Field(() => Role, { description: 'One that the viewer may give, else FORBIDDEN.' })
  role!: RoleName;

  @Field(() => ID, { description: "Where the user belongs; NOT_FOUND beyond the viewer's reach." })
  organizationId!: string;
}

@InputType({ description: 'Changes of the own profile; what is left out stays.' })
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: 'At most 200 characters; null removes it.' })
  fullName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 254 characters; unique over the whole installation in any case. Null leaves it.',
  })
  email?: string | null;
}

@InputType({ description: "An administrator's changes of an account; what is left out stays." })
export class UpdateUserInput {
  @Field(() => Role, { nullable: true, description: 'One that the viewer may give; never of oneself.' })
  role?: RoleName | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False ends all sessions and shuts out its API keys; never of oneself.',
  })
  isActive?: boolean | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters; null removes it.' })
  fullName?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "An organisation of the user's own tenant, else NOT_FOUND.",
  })
  organizationId?: string | null;
}
