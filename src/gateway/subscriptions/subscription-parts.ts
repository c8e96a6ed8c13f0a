import type { Express } from 'express';
import type { Subscriptions } from './begin-subscription.ts';
import type { CurrentViewers } from './current-viewers.ts';
import type { OpenConnections } from './open-connections.ts';
import type { SubscriptionLimits } from './subscription-limits.ts';

/** What sockets and event streams share. */
export interface SubscriptionParts extends Subscriptions {
  app: Express;
  viewers: CurrentViewers;
  connections: OpenConnections;
  limits: SubscriptionLimits;
}
