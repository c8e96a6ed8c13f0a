import { ArgsType, Field, Int } from 'type-graphql';
import { constraint, listSize } from '../graphql/limit.directives.ts';

/** Nodes a page has unless asked, and at most. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
/** In a persisted document: somebody has weighed it. */
export const MAX_PERSISTED_PAGE_SIZE = 1_000;

/** Says that a field answers a connection: the nodes of its page cost as many times as it has. */
export const paged = (...slicingArguments: ('first' | 'last')[]) =>
  listSize({ assumedSize: DEFAULT_PAGE_SIZE, slicingArguments, sizedFields: ['nodes', 'edges'] });

const pageSize = { min: 1, max: MAX_PAGE_SIZE, maxInPersisted: MAX_PERSISTED_PAGE_SIZE };

@ArgsType()
export class PageArgs {
  @constraint(pageSize)
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
  @constraint(pageSize)
  @Field(() => Int, {
    nullable: true,
    description: 'How many nodes from the end, as many as `first`, but not together with it.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Ends before this cursor of an earlier page.' })
  before?: string | null;
}
