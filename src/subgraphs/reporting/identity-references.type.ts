import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A type that identity owns: here only its key, wherever it is served from. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('User')
export class UserReference {
  @Field(() => ID)
  id!: string;
}
