import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../platform/graphql/node.type.ts';
import { DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { inTitle } from '../../../platform/graphql/title-field.ts';
import { connectionOf } from '../../../platform/paging/connection.type.ts';
import { OrganizationReference, UserReference } from '../identity-references.type.ts';

@Directive('@key(fields: "id")')
@ObjectType('Portfolio', { implements: Node, description: 'A book of loans in one currency.' })
export class Portfolio extends Node {
  @inTitle('portfolio')
  @Field(() => String, { description: 'At most 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  description!: string | null;

  @Field(() => UserReference, { description: 'Who manages it.' })
  owner!: UserReference;

  @Field(() => OrganizationReference, { description: 'Whose viewers and analysts see it.' })
  organization!: OrganizationReference;

  @Field(() => String, { description: 'ISO 4217; all amounts of the portfolio are in it.' })
  currency!: string;

  @Field(() => Boolean, { description: 'False once it was closed.' })
  isActive!: boolean;

  @Field(() => Int, { description: "Guards the portfolio's own fields against a lost update." })
  version!: number;

  @Field(() => String, {
    description: 'Grows with every change of the portfolio, its loans or their ratings.',
  })
  dataVersion!: string;

  @Field(() => Int, { description: 'How many loans it holds.' })
  loanCount!: number;

  @Field(() => DecimalScalar, { description: 'The sum of the amounts, at 2 places.' })
  totalExposure!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When its own fields were last changed.' })
  updatedAt!: string;

  /** Database keys, for resolvers; not in the graph. */
  key!: string;
  tenantKey!: string;
}

export const { ConnectionType: PortfolioConnection, ConnectionResolver: PortfolioConnectionResolver } =
  connectionOf('Portfolio', () => Portfolio);

@ObjectType({ description: 'What is left of a portfolio after its deletion.' })
export class DeletedPortfolio {
  @Field(() => ID, { description: 'The id that it had.' })
  id!: string;
}
