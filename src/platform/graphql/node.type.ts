import { Field, ID, InterfaceType } from 'type-graphql';

/** Not registered automatically: each subgraph implements it for its own types only. */
@InterfaceType('Node', {
  autoRegisterImplementations: false,
  description: 'Anything that has an id and can be fetched by it.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, and unique over all types.' })
  id!: string;
}
