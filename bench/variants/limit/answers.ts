import { allPortfolios } from './all-portfolios.ts';
import { dashboard } from './dashboard.ts';
import { loanPage } from './loan-page.ts';
import { onePortfolio } from './one-portfolio.ts';
import { ownedLoans } from './owned-loans.ts';
import { ratingMigration } from './rating-migration.ts';
import type { Viewer } from './session.ts';
import { updateLoan } from './update-loan.ts';

// biome-ignore lint/suspicious/noExplicitAny: each question knows its own variables
type Answer = (viewer: Viewer, variables: any) => Promise<unknown>;

/** A route a question: `data` of the same answer in GraphQL. */
export const answers: Record<string, Answer> = {
  Q1: onePortfolio,
  Q2: loanPage,
  Q3: loanPage,
  Q4: dashboard,
  Q5: allPortfolios,
  Q6: ownedLoans,
  Q7: ratingMigration,
  update: updateLoan,
};
