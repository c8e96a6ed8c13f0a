import { defineSubgraph } from '../../platform/subgraph.ts';
import { analyticsResolvers } from './analytics/resolvers.ts';
import { loanRollups } from './analytics/rollup/loan-rollups.ts';
import { borrowerByIdLoader } from './borrower/borrower.loaders.ts';
import { BorrowerResolver, PortfolioBorrowersResolver } from './borrower/borrower.resolver.ts';
import { BorrowerConnectionResolver } from './borrower/borrower.type.ts';
import { creditEntities } from './entities.ts';
import { ImportDefaultRatesMutation } from './import/import-default-rates.mutation.ts';
import { ImportLoansMutation } from './import/import-loans.mutation.ts';
import { ImportRatingHistoryMutation } from './import/import-rating-history.mutation.ts';
import { importRunByIdLoader } from './import/import-run.loaders.ts';
import { ImportRunResolver } from './import/import-run.resolver.ts';
import { ImportRunConnectionResolver } from './import/import-run.type.ts';
import { PortfolioImportRunsResolver } from './import/portfolio-import-runs.resolver.ts';
import { AmortizationResolver } from './loan/amortization.resolver.ts';
import { DeletedLoanResolver } from './loan/deleted-loan.resolver.ts';
import { loanByIdLoader } from './loan/loan.loaders.ts';
import { LoanMutations } from './loan/loan.mutations.ts';
import { LoanResolver } from './loan/loan.resolver.ts';
import { LoanConnectionResolver } from './loan/loan.type.ts';
import { LoanRiskResolver } from './loan/loan-risk.resolver.ts';
import { PortfolioLoansResolver } from './loan/portfolio-loans.resolver.ts';
import { dataVersions } from './portfolio/data-versions.ts';
import { portfolioByIdLoader } from './portfolio/portfolio.loaders.ts';
import { PortfolioMutations } from './portfolio/portfolio.mutations.ts';
import { PortfolioResolver } from './portfolio/portfolio.resolver.ts';
import { PortfolioConnectionResolver } from './portfolio/portfolio.type.ts';
import { PortfolioChangesResolver } from './portfolio/portfolio-changes.resolver.ts';
import { DefaultRateResolver } from './rating/default-rate.resolver.ts';
import { snapshotByIdLoader } from './rating/rating-history.loaders.ts';
import { RatingHistoryResolver } from './rating/rating-history.resolver.ts';
import { rules } from './rules.ts';

/** Portfolios, loans, borrowers, ratings, imports and what they add up to. */
export const credit = defineSubgraph({
  name: 'credit',
  resolvers: [
    PortfolioResolver,
    PortfolioMutations,
    PortfolioChangesResolver,
    PortfolioConnectionResolver,
    PortfolioLoansResolver,
    PortfolioBorrowersResolver,
    LoanResolver,
    LoanRiskResolver,
    AmortizationResolver,
    LoanMutations,
    LoanConnectionResolver,
    DeletedLoanResolver,
    BorrowerResolver,
    BorrowerConnectionResolver,
    DefaultRateResolver,
    RatingHistoryResolver,
    ImportLoansMutation,
    ImportRatingHistoryMutation,
    ImportDefaultRatesMutation,
    ImportRunResolver,
    ImportRunConnectionResolver,
    PortfolioImportRunsResolver,
    ...analyticsResolvers,
  ],
  rules,
  references: {
    Portfolio: portfolioByIdLoader,
    Loan: loanByIdLoader,
    Borrower: borrowerByIdLoader,
    RatingHistory: snapshotByIdLoader,
    ImportRun: importRunByIdLoader,
  },
  entities: creditEntities,
  dataVersions,
  rollups: loanRollups,
});
