import { ArgsType, Field, Int } from 'type-graphql';

/** Nodes a page has unless asked, and at most. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
/** In a persisted document: somebody has weighed it. */
export const MAX_PERSISTED_PAGE_SIZE = 1_000;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many nodes, from 1 to ${MAX_PAGE_SIZE} (${MAX_PERSISTED_PAGE_SIZE} in a persisted document); ${DEFAULT_PAGE_SIZE} unless given.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Starts after this cursor of an earlier page.' })
  after?: string | null;
}

@ArgsType()
export class TwoWayPageArgs extends PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many nodes from the end, as many as `first`, but not together with it.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Ends before this cursor of an earlier page.' })
  before?: string | null;
}
