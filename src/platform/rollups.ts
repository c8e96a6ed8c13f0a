import type { GraphContext } from './graphql/context.ts';

/** Sums that a domain keeps beside its rows. They are right by construction; this is for whoever must be sure. */
export interface Rollups {
  /** What does not agree with the rows, a line each, in words. Reads every row. */
  differences(context: Pick<GraphContext, 'em'>): Promise<string[]>;
  /** Makes them anew of the rows; answers of how many things. Writers wait for the part that is being made. */
  rebuild(context: Pick<GraphContext, 'em'>): Promise<number>;
}
