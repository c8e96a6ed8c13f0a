import { Directive, Field, ID, ObjectType } from 'type-graphql';

// Types that identity owns: here only their keys, wherever they are served from.

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('User')
export class UserReference {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Organization')
export class OrganizationReference {
  @Field(() => ID)
  id!: string;
}
