import { notFound } from '../../../platform/errors.ts';
import { CoalescedStream } from '../../../platform/events/coalesced-stream.ts';
import type { EventSubscriber } from '../../../platform/events/event-source.ts';
import { load, type SubscriptionContext } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { portfolioByIdLoader } from './portfolio.loaders.ts';
import type { Portfolio } from './portfolio.type.ts';
import {
  type AnnouncedChange,
  defaultRatesTopic,
  portfolioTopic,
  readAnnouncedChange,
} from './portfolio-changes.events.ts';
import type { ChangeKindName } from './portfolio-changes.type.ts';

/** Changes of one kind within this time are one event. */
const COALESCING_MS = 100;

/** What any change may have been: said after a gap, when nobody knows. A deletion shows by the missing row. */
const ANY_CHANGE = ['LOANS', 'RATINGS', 'PORTFOLIO', 'DEFAULT_RATES'] as const;

/** A change on its way to one subscriber, before it is known whether the viewer may still see it. */
export interface PendingChange {
  kind: ChangeKindName;
  /** What was announced with a deletion. */
  deletion: AnnouncedChange | null;
  /** The portfolio as it was last shown to this subscriber. */
  seen: { portfolio: Portfolio };
}

/** The changes of one portfolio from now on, up to its deletion. NOT_FOUND where the viewer may not read it. */
export async function portfolioChanges(
  portfolioId: string,
  context: SubscriptionContext,
): Promise<CoalescedStream<PendingChange>> {
  const key = requireRowKey('Portfolio', portfolioId, ['portfolioId']);
  const subscriptions: (() => void)[] = [];
  const stream = new CoalescedStream<PendingChange>(COALESCING_MS, () => {
    for (const unsubscribe of subscriptions) unsubscribe();
  });
  const seen = {} as PendingChange['seen'];
  const subscriber = subscriberOf(stream, seen);
  try {
    // Heard before it is read: a deletion in between would leave a subscription that never says anything.
    subscriptions.push(await context.events.subscribe(portfolioTopic(key), subscriber));
    seen.portfolio = await visiblePortfolio(portfolioId, context);
    const { tenantKey } = seen.portfolio;
    subscriptions.push(await context.events.subscribe(defaultRatesTopic(tenantKey), subscriber));
    return stream;
  } catch (error) {
    await stream.return();
    throw error;
  }
}

function subscriberOf(stream: CoalescedStream<PendingChange>, seen: PendingChange['seen']): EventSubscriber {
  const put = (kind: ChangeKindName) => stream.put(kind, { kind, deletion: null, seen });
  return {
    onEvent(event) {
      if (event.topic.startsWith(defaultRatesTopic(''))) return put('DEFAULT_RATES');
      const change = readAnnouncedChange(event);
      if (change?.kind === 'DELETED')
        return stream.finish('DELETED', { kind: 'DELETED', deletion: change, seen });
      if (change) put(change.kind);
    },
    onGap: () => ANY_CHANGE.forEach(put),
  };
}

/** The portfolio as the viewer sees it now. Throws NOT_FOUND. */
export async function visiblePortfolio(id: string, context: SubscriptionContext): Promise<Portfolio> {
  const portfolio = await load(context, portfolioByIdLoader, id);
  if (!portfolio) throw notFound('Portfolio');
  return portfolio;
}
