import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { refuseLostUpdate } from '../../../platform/lost-update.ts';
import { impactOf } from '../analytics/summary/portfolio-impact.rows.ts';
import { creditDb } from '../entities.ts';
import { lockPortfolio } from './lock-portfolio.ts';
import { newOwnerKey } from './new-owner.ts';
import { PortfolioEntity } from './portfolio.entity.ts';
import {
  CreatePortfolioInput,
  newPortfolio,
  portfolioChanges,
  UpdatePortfolioInput,
} from './portfolio.input.ts';
import { writtenPortfolio } from './portfolio.loaders.ts';
import { DeletedPortfolio, Portfolio } from './portfolio.type.ts';

const ID_OF = { description: 'Its public id.' };

@Resolver()
export class PortfolioMutations {
  @Mutation(() => Portfolio, {
    description: "Makes an empty portfolio of the viewer's, in the viewer's organisation.",
  })
  async createPortfolio(
    @Arg('input', () => CreatePortfolioInput, { description: 'What to make.' }) input: CreatePortfolioInput,
    @Ctx() context: MutationContext,
  ): Promise<Portfolio> {
    const { input: values } = await checkArguments(z.object({ input: newPortfolio }), { input });
    const { tenantId, organizationId, userId } = viewerOf(context);
    const portfolio = context.em.create(PortfolioEntity, {
      ...values,
      tenantId,
      organizationId,
      ownerId: userId,
    });
    await context.em.persist(portfolio).flush();
    return writtenPortfolio(portfolio.id, context);
  }

  @Mutation(() => Portfolio, {
    description: "Changes a portfolio's own fields. CONFLICT if another was faster.",
  })
  async updatePortfolio(
    @Arg('id', () => ID, ID_OF) id: string,
    @Arg('input', () => UpdatePortfolioInput, { description: 'What to change.' }) input: UpdatePortfolioInput,
    @Ctx() context: MutationContext,
  ): Promise<Portfolio> {
    const key = requireRowKey('Portfolio', id);
    const { ownerId, ...values } = (await checkArguments(z.object({ input: portfolioChanges }), { input }))
      .input;
    await lockPortfolio(key, 'PORTFOLIO', context);
    const portfolio = await context.em.findOneOrFail(PortfolioEntity, { id: key });
    refuseLostUpdate(portfolio.version, input.expectedVersion);
    const owner = ownerId && { ownerId: await newOwnerKey(ownerId, portfolio.tenantId, context) };
    const changes = { ...values, ...owner };
    context.em.assign(portfolio, {
      ...changes,
      version: portfolio.version + 1,
      updatedAt: context.clock.now().toISOString(),
    });
    await context.em.flush();
    return writtenPortfolio(key, context);
  }

  @Mutation(() => DeletedPortfolio, {
    description: 'Deletes a portfolio with its loans, ratings and import runs, for good.',
  })
  async deletePortfolio(
    @Arg('id', () => ID, ID_OF) id: string,
    @Ctx() context: MutationContext,
  ): Promise<DeletedPortfolio> {
    const locked = await lockPortfolio(requireRowKey('Portfolio', id), 'DELETED', context);
    const { loanCount, totalExposure } = await impactOf(creditDb(context), locked.key, locked.tenantKey);
    context.em.remove(await context.em.findOneOrFail(PortfolioEntity, { id: locked.key }));
    await context.em.flush();
    context.audit.record({
      action: 'DELETE',
      entityType: 'Loan',
      tenantId: locked.tenantKey,
      changes: { portfolio: id, loanCount, totalExposure },
    });
    return { id };
  }
}
