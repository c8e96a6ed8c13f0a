import { forbidden } from '../../platform/errors.ts';
import { refusalOf } from '../../platform/graphql/context.ts';
import { admins, allowIf, type Rule, type RuleMap, roles, signedIn } from '../../platform/security/rules.ts';

/** Who writes books at all; which books is decided by the SQL (`visiblePortfolios`). */
const writers = roles('PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN');

/** An analyst may try a file in a dry run, but only a writer imports it. */
const importers: Rule = allowIf((context, { input }) => {
  const { viewer } = context;
  if (!viewer) return refusalOf(context);
  if (viewer.role === 'VIEWER') return forbidden();
  const isDryRun = (input as { dryRun?: boolean | null }).dryRun === true;
  return viewer.role !== 'ANALYST' || isDryRun ? true : forbidden('An analyst may import in a dry run only.');
});

/** Numbers are for everyone who sees the book; what-if is not for viewers. */
const analysts: Rule = allowIf((context, { scenario }) => {
  const { viewer } = context;
  if (!viewer) return refusalOf(context);
  const isWhatIf = Array.isArray(scenario) && scenario.length > 0;
  return viewer.role === 'VIEWER' && isWhatIf ? forbidden('A viewer has no what-if.') : true;
});

export const rules: RuleMap = {
  Query: {
    portfolio: signedIn,
    portfolios: signedIn,
    loan: signedIn,
    defaultRates: admins,
    analytics: analysts,
  },
  Mutation: {
    createPortfolio: writers,
    updatePortfolio: writers,
    deletePortfolio: writers,
    createLoan: writers,
    updateLoan: writers,
    deleteLoan: writers,
    importLoans: importers,
    importRatingHistory: importers,
    importDefaultRates: admins,
  },
  Subscription: { portfolioChanged: signedIn },
  Portfolio: { analytics: analysts },
  Lineage: { sql: admins },
};
