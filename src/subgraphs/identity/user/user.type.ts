import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';
import type { RoleName } from '../../../platform/security/viewer.ts';
import { Role } from './role.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('User', {
  implements: Node,
  description:
    'Someone who signs in. Everyone of the tenant may read the name; the rest only oneself and administrators (else FORBIDDEN).',
})
export class User extends Node {
  @Field(() => String, { description: 'Unique over the whole installation, in any case.' })
  username!: string;

  @Field(() => String, { description: 'Unique over the whole installation, in any case.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'As people say it; at most 200 characters.' })
  fullName!: string | null;

  @Field(() => Role, { description: 'What this user may do.' })
  role!: RoleName;

  @Field(() => Boolean, { description: 'False once deactivated: no sign-in, no running session.' })
  isActive!: boolean;

  @Field(() => DateTimeScalar, { description: 'When the account was made.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When the account was last changed.' })
  updatedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null before the first sign-in.' })
  lastLoginAt!: string | null;

  /** Database keys, for resolvers; not in the graph. */
  key!: string;
  tenantKey!: string;
  organizationKey!: string;
}

export const { ConnectionType: UserConnection, ConnectionResolver: UserConnectionResolver } = connectionOf(
  'User',
  () => User,
);
