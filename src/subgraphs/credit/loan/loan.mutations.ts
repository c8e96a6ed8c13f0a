import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { todayUtc } from '../../../platform/clock.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { load, type MutationContext } from '../../../platform/graphql/context.ts';
import { requireRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { refuseLostUpdate } from '../../../platform/lost-update.ts';
import { creditDb } from '../entities.ts';
import { lockPortfolio } from '../portfolio/lock-portfolio.ts';
import { loanChanges, newLoan } from './checked-loan.ts';
import { LoanEntity } from './loan.entity.ts';
import { LoanInput, UpdateLoanInput } from './loan.input.ts';
import { loanByIdLoader } from './loan.loaders.ts';
import { DeletedLoan, Loan } from './loan.type.ts';
import { lockLoan } from './lock-loan.ts';
import { loanRowOf, writeLoan } from './write-loan.ts';

@Resolver()
export class LoanMutations {
  @Mutation(() => Loan, { description: 'Adds a loan to a portfolio.' })
  async createLoan(
    @Arg('portfolioId', () => ID, { description: 'The portfolio that will hold it.' }) portfolioId: string,
    @Arg('input', () => LoanInput, { description: 'What to add.' }) input: LoanInput,
    @Ctx() context: MutationContext,
  ): Promise<Loan | null> {
    const portfolioKey = requireRowKey('Portfolio', portfolioId, ['portfolioId']);
    const values = newLoan(input, todayUtc(context.clock));
    const { tenantKey } = await lockPortfolio(portfolioKey, 'LOANS', context);
    await refuseDuplicate(values.loanId, portfolioKey, context);
    const loan = context.em.create(LoanEntity, { ...values, portfolioId: portfolioKey, tenantId: tenantKey });
    await context.em.persist(loan).flush();
    return load(context, loanByIdLoader, toGlobalId('Loan', loan.id));
  }

  @Mutation(() => Loan, {
    description: 'Changes a loan. CONFLICT if another was faster. It writes no rating snapshot.',
  })
  async updateLoan(
    @Arg('id', () => ID, { description: 'Its public id.' }) id: string,
    @Arg('input', () => UpdateLoanInput, { description: 'What to change.' }) input: UpdateLoanInput,
    @Ctx() context: MutationContext,
  ): Promise<Loan> {
    const values = loanChanges(input);
    const loan = await lockLoan(id, context);
    refuseLostUpdate(loan.version, input.expectedVersion);
    if (values.loanId && values.loanId !== loan.loanId)
      await refuseDuplicate(values.loanId, loan.portfolioKey, context);
    const updatedAt = context.clock.now().toISOString();
    const becomes: Loan = { ...loan, ...values, version: loan.version + 1, updatedAt };
    await writeLoan(loan, becomes, context);
    return becomes;
  }

  @Mutation(() => DeletedLoan, { description: 'Deletes a loan with its rating history, for good.' })
  async deleteLoan(
    @Arg('id', () => ID, { description: 'Its public id.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<{ id: string; portfolioKey: string }> {
    const loan = await lockLoan(id, context);
    const options = { convertCustomTypes: true, validate: false };
    context.em.remove(context.em.merge(LoanEntity, loanRowOf(loan), options));
    return { id, portfolioKey: loan.portfolioKey };
  }
}

async function refuseDuplicate(
  loanId: string,
  portfolioKey: string,
  context: MutationContext,
): Promise<void> {
  const taken = await creditDb(context)
    .selectFrom('loans')
    .select('id')
    .where('portfolio_id', '=', portfolioKey)
    .where('loan_id', '=', loanId)
    .executeTakeFirst();
  if (taken) {
    throw badUserInput([
      { path: ['input', 'loanId'], message: 'Another loan of this portfolio has this number.' },
    ]);
  }
}
