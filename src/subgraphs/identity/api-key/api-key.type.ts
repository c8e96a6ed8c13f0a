import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import type { RoleName } from '../../../platform/security/viewer.ts';
import { Role } from '../user/role.type.ts';

@ObjectType({ description: 'A standing credential of a service, acting for its owner in a role of its own.' })
export class ApiKey {
  @Field(() => ID, { description: 'Opaque; for `revokeApiKey`.' })
  id!: string;

  @Field(() => String, { description: 'What it is for; at most 100 characters.' })
  name!: string;

  @Field(() => String, { description: 'How its secret begins: `rg_` and 8 characters.' })
  prefix!: string;

  @Field(() => Role, {
    description: 'What it may do. It stops working when its owner could no longer give it that role.',
  })
  role!: RoleName;

  @Field(() => Boolean, { description: 'Whether it may send persisted documents only.' })
  persistedOnly!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'To the minute; null before its first use.' })
  lastUsedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it is refused; null: never.' })
  expiresAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null while it was not.' })
  revokedAt!: string | null;

  /** Database keys, for resolvers; not in the graph. */
  userKey!: string;
  tenantKey!: string;
}

@ObjectType({ description: 'A new API key with its secret.' })
export class CreatedApiKey {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;

  @Field(() => String, {
    description: 'Shown this once. Sent as `Authorization: Bearer …` or `X-API-Key: …`.',
  })
  secret!: string;
}

@InputType({ description: 'A new API key.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  name!: string;

  @Field(() => Role, { description: 'One that the viewer may give, else FORBIDDEN.' })
  role!: RoleName;

  @Field(() => DateTimeScalar, { nullable: true, description: 'In the future; null: it never expires.' })
  expiresAt?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether it may send persisted documents only.',
  })
  persistedOnly?: boolean | null;
}
