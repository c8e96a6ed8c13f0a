import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import {
  AUDIT_ACTIONS,
  type AuditActionName,
  type AuditChanges,
} from '../../../platform/audit/audit-entry.entity.ts';
import { DateTimeScalar, JsonScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';

/** The actions as type-graphql wants an enum: name → value. */
export const AuditAction = Object.fromEntries(AUDIT_ACTIONS.map((action) => [action, action])) as {
  [Name in AuditActionName]: Name;
};

registerEnumType(AuditAction, {
  name: 'AuditAction',
  description: 'What somebody did.',
  valuesConfig: {
    CREATE: { description: 'Made something.' },
    UPDATE: { description: 'Changed something.' },
    DELETE: { description: 'Deleted something; its last values are kept here.' },
    IMPORT: { description: 'Loaded a file.' },
    EXPORT: { description: 'Took data out, the audit log included.' },
    LOGIN: { description: 'Signed in.' },
    LOGIN_FAILED: { description: 'Tried to sign in.' },
    LOGOUT: { description: 'Signed out.' },
    GRANT: { description: 'Gave access: an API key was made.' },
    REVOKE: { description: 'Took access away: an API key was revoked, a session ended.' },
    DENIED: { description: 'Was refused a query or mutation; `entityType` says which of the two.' },
  },
});

@ObjectType({ description: 'One thing that somebody did. Entries are only ever added.' })
export class AuditEntry {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Its number in the tenant's chain, from 1 without a gap; null until sealed, some seconds after it happened.",
  })
  sequence!: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;

  @Field(() => AuditAction, { description: 'What was done.' })
  action!: AuditActionName;

  @Field(() => String, { description: 'To what type of the graph.' })
  entityType!: string;

  @Field(() => ID, { nullable: true, description: 'To which thing: its id when it happened.' })
  entityId!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Field → `{ from, to }`; counts and reasons where no field changed. Secrets show as "(hidden)".',
  })
  changes!: AuditChanges | null;

  @Field(() => String, { nullable: true, description: 'From which address.' })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'In which request.' })
  requestId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256, in hexadecimal, over the hash of the entry before and canonical JSON of this one; null until sealed.',
  })
  hash!: string | null;

  /** Database key, for resolvers; not in the graph. */
  userKey!: string | null;
}

export const { ConnectionType: AuditEntryConnection, ConnectionResolver: AuditEntryConnectionResolver } =
  connectionOf('AuditEntry', () => AuditEntry);

@InputType({ description: 'Entries that meet every condition given; null or nothing does not filter.' })
export class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Done by this user.' })
  userId?: string | null;

  @Field(() => AuditAction, { nullable: true, description: 'This action.' })
  action?: AuditActionName | null;

  @Field(() => String, {
    nullable: true,
    description: 'Done to this type of the graph, such as `Portfolio`.',
  })
  entityType?: string | null;

  @Field(() => ID, { nullable: true, description: 'Done to this thing.' })
  entityId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At this instant or later.' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At this instant or earlier.' })
  to?: string | null;
}
