import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('Organization', {
  implements: Node,
  description: 'A department or desk of a tenant: its viewers and analysts see its portfolios.',
})
export class Organization extends Node {
  @Field(() => String, { description: 'Unique in its tenant, at most 200 characters.' })
  name!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;

  /** Database keys, for resolvers; not in the graph. */
  key!: string;
  tenantKey!: string;
}

export const { ConnectionType: OrganizationConnection, ConnectionResolver: OrganizationConnectionResolver } =
  connectionOf('Organization', () => Organization);

@InputType({ description: 'A new organisation.' })
export class CreateOrganizationInput {
  @Field(() => String, { description: 'Unique in its tenant in any case, 1 to 200 characters.' })
  name!: string;

  @Field(() => ID, { description: 'The tenant it belongs to; an ADMIN names their own.' })
  tenantId!: string;
}
