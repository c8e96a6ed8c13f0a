import { BOOKS, type ByRole } from './roles.ts';

/** Every field of Subscription: whose things each role may listen to. NOT_FOUND otherwise. */
export const SUBSCRIPTIONS: Record<string, ByRole> = {
  portfolioChanged: BOOKS,
};
