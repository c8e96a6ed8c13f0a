import { Directive, Field, InputType, ObjectType } from 'type-graphql';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('Tenant', { implements: Node, description: 'A lender: nothing is shared between tenants.' })
export class Tenant extends Node {
  @Field(() => String, { description: 'Unique, at most 200 characters.' })
  name!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;

  /** Database key, for resolvers; not in the graph. */
  key!: string;
}

export const { ConnectionType: TenantConnection, ConnectionResolver: TenantConnectionResolver } =
  connectionOf('Tenant', () => Tenant);

@InputType({ description: 'A new tenant.' })
export class CreateTenantInput {
  @Field(() => String, { description: 'Unique in any case, 1 to 200 characters.' })
  name!: string;
}
