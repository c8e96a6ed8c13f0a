import { sql } from 'kysely';
import { Arg, Ctx, ID, Resolver, Root, Subscription } from 'type-graphql';
import { badUserInput, notFound } from '../../../platform/errors.ts';
import { type SubscriptionContext, viewerOf } from '../../../platform/graphql/context.ts';
import { creditDb } from '../entities.ts';
import type { Portfolio } from './portfolio.type.ts';
import type { AnnouncedChange } from './portfolio-changes.events.ts';
import { type PendingChange, portfolioChanges, visiblePortfolio } from './portfolio-changes.stream.ts';
import { PortfolioChange } from './portfolio-changes.type.ts';
import { visiblePortfolios } from './visible-portfolios.ts';

@Resolver()
export class PortfolioChangesResolver {
  @Subscription(() => PortfolioChange, {
    description:
      "Each change of a portfolio after its commit, from whichever server; changes of one kind within 100 ms are one event, and so are those that come while the last event is being answered. The last event is DELETED. After an outage of the database one event of every other kind comes, since anything may have changed. Who may see the portfolio is asked again at each event. NOT_FOUND at the start: no such portfolio; later: it is no longer the viewer's to see, and the subscription ends. SERVICE_UNAVAILABLE: the database does not answer. Over a WebSocket (graphql-transport-ws), with at most 20 subscriptions, or as an event stream (GraphQL over SSE, distinct connections), with one: at most 10 sockets and streams a user.",
    subscribe: ({ args, context }) => portfolioChanges(args.portfolioId, context as SubscriptionContext),
  })
  async portfolioChanged(
    @Arg('portfolioId', () => ID, { description: 'Which portfolio.' }) portfolioId: string,
    @Root() change: PendingChange | undefined,
    @Ctx() context: SubscriptionContext,
  ): Promise<PortfolioChange> {
    // Over plain HTTP a subscription is executed without having been subscribed to.
    if (!change)
      throw badUserInput([
        {
          path: [],
          message: 'A subscription needs a WebSocket, or a request that accepts text/event-stream alone.',
        },
      ]);
    const { kind, deletion, seen } = change;
    if (deletion) return deletedPortfolio(seen.portfolio, deletion, context);
    seen.portfolio = await visiblePortfolio(portfolioId, context);
    return { portfolio: seen.portfolio, kind, dataVersion: seen.portfolio.dataVersion };
  }
}

/** There is no row to ask any more: whose it was is asked of what was announced with the deletion. */
async function deletedPortfolio(
  seen: Portfolio,
  { tenantKey, organizationKey, ownerKey, dataVersion }: AnnouncedChange,
  context: SubscriptionContext,
): Promise<PortfolioChange> {
  const { rows } = await sql`
    select from (
      select ${tenantKey}::bigint as tenant_id, ${organizationKey}::bigint as organization_id,
        ${ownerKey}::bigint as owner_id
    ) p where ${visiblePortfolios(viewerOf(context))}`.execute(creditDb(context));
  if (rows.length === 0) throw notFound('Portfolio');
  const portfolio = { ...seen, dataVersion, loanCount: 0, totalExposure: '0.00' };
  return { portfolio, kind: 'DELETED', dataVersion };
}
