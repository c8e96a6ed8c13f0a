import { ACCOUNT, ADMINS, type ByRole, WHAT_IF } from './roles.ts';

export interface TypeVerdict {
  /** The fields that whoever reaches the object reads. */
  open: string;
  /** The others: whose, for each role; FORBIDDEN otherwise. */
  guarded?: Record<string, ByRole>;
}

const CONNECTION = { open: 'edges nodes pageInfo totalCount' };
const EDGE = { open: 'cursor node' };

const IDENTITY: Record<string, TypeVerdict> = {
  ApiKey: { open: 'id name prefix role persistedOnly createdAt lastUsedAt expiresAt revokedAt' },
  AuditEntry: {
    open: 'id at action entityType entityId changes ipAddress requestId sequence hash user',
  },
  AuditVerification: { open: 'intact entryCount unsealedCount headSequence headHash firstBrokenSequence' },
  AuthPayload: { open: 'accessToken tokenType expiresIn refreshToken user' },
  CreatedApiKey: { open: 'apiKey secret' },
  Organization: { open: 'id name createdAt tenant', guarded: { users: ADMINS } },
  Session: { open: 'id createdAt lastUsedAt expiresAt ipAddress userAgent isCurrent' },
  Tenant: { open: 'id name createdAt', guarded: { organizations: ADMINS } },
  User: {
    open: 'id username fullName organization',
    guarded: {
      email: ACCOUNT,
      role: ACCOUNT,
      isActive: ACCOUNT,
      createdAt: ACCOUNT,
      updatedAt: ACCOUNT,
      lastLoginAt: ACCOUNT,
    },
  },
};

const BOOK: Record<string, TypeVerdict> = {
  AmortizationSchedule: { open: 'frequency method payments totalInterest totalPrincipal' },
  Borrower: {
    open: 'id name group portfolio loans loanCount performingCount exposure share weightedAverageRate averageRating',
  },
  CovenantBreach: { open: 'covenant headroom limit value' },
  DefaultRate: { open: 'creditRating defaultProbability recoveryRate riskWeight' },
  DeletedLoan: { open: 'id portfolio' },
  DeletedPortfolio: { open: 'id' },
  ImportError: { open: 'row loanId column code message' },
  ImportImpact: { open: 'loanCount totalExposure expectedLoss riskWeightedAssets singleNameHhi' },
  ImportRun: {
    open: 'id kind portfolio user fileName fileSha256 dryRun startedAt finishedAt totalRows successful created updated failed errorCount errors before after',
  },
  Loan: {
    open: 'id portfolio loanId borrower borrowerGroup amount rate sector maturityDate creditRating status country debtToEquity interestCoverage leverageRatio version createdAt updatedAt ratingHistory monthsToMaturity covenantBreaches amortization probabilityOfDefault lossGivenDefault expectedLoss riskWeightedAssets',
  },
  PageInfo: { open: 'hasNextPage hasPreviousPage startCursor endCursor' },
  Payment: { open: 'number date payment interest principal balance' },
  Portfolio: {
    open: 'id name description currency isActive version dataVersion createdAt updatedAt owner organization loanCount totalExposure averageRating loan loans borrower borrowers importRuns analytics',
    guarded: { 'analytics(scenario)': WHAT_IF },
  },
  PortfolioChange: { open: 'portfolio kind dataVersion' },
  RatingHistory: { open: 'id loan snapshotDate creditRating' },
};

const REPORTING: Record<string, TypeVerdict> = {
  TrustedDocument: {
    open: 'id documentId name version body description lists registeredBy registeredAt withdrawnAt',
  },
};

/** Numbers of a book: whoever reaches its analytics reads all of them. */
const ANALYTICS: Record<string, TypeVerdict> = {
  Analytics: {
    open: 'asOf currency summary defaultRisk concentration covenants ratingMigration maturity cashFlow health breakdown distribution',
  },
  BreachedLoan: { open: 'loan loanId borrower exposure breaches' },
  Breakdown: { open: 'groupCount groups lineage' },
  BreakdownGroup: {
    open: 'keys loanCount exposure share averageRate weightedAverageRate weightedAverageMaturityMonths averageRating averagePd expectedLoss riskWeightedAssets borrowerCount performingCount loansInBreach lineage',
  },
  CashFlowMonth: { open: 'month principal interest total lineage' },
  Concentration: {
    open: 'singleNameHhi borrowerGroupHhi sectorHhi countryHhi ratingHhi effectiveNames gini topExposures lineage',
  },
  CovenantCompliance: {
    open: 'loansInBreach loansInMultipleBreach totalBreaches breachedExposure debtToEquityBreaches interestCoverageBreaches leverageBreaches untested breachedLoans lineage',
  },
  CovenantCount: { open: 'covenant count' },
  DefaultRisk: {
    open: 'expectedLoss unexpectedLoss riskWeightedAssets irbRiskWeightedAssets portfolioPd averageRecoveryRate coverage unratedCount unratedExposure topRiskyLoans lineage',
  },
  HealthScore: { open: 'score level performance concentration quality maturity lineage' },
  HistogramBucket: { open: 'from to loanCount exposure lineage' },
  Contributor: { open: 'loan loanId borrower amount share runningTotal values' },
  Lineage: {
    open: 'figure formula source unit inputs parameters asOf dataVersion rowCount total contributors',
    guarded: { sql: ADMINS },
  },
  LineageStatement: { open: 'purpose text parameters' },
  LineageValue: { open: 'name value unit' },
  MaturityBucket: { open: 'label from to loanCount exposure share lineage' },
  MaturityProfile: { open: 'weightedAverageMonths ladder quarters pastMaturity lineage' },
  MigrationPeriod: {
    open: 'from to months observations upgrades downgrades stable withdrawn fallenAngels risingStars',
  },
  NotchCount: { open: 'notches count' },
  PortfolioSummary: {
    open: 'totalLoans totalExposure annualInterest averageAmount minAmount maxAmount averageRate weightedAverageRate weightedAverageMaturityMonths averageRating weightedAverageRatingFactor borrowerCount sectorCount sectorBreakdown performingCount watchListCount nonPerformingCount defaultedCount pastMaturityCount lineage',
  },
  RatingMigration: {
    open: 'from to grades observations upgrades downgrades stable withdrawn defaults fallenAngels fallenAngelExposure risingStars notchChanges periods transitionMatrix moves lineage',
  },
  RatingMove: { open: 'loan from fromDate to toDate direction notches' },
  RiskyLoan: { open: 'loan loanId borrower creditRating exposure pd lgd expectedLoss' },
  SectorCount: { open: 'sector count exposure' },
  TopExposure: { open: 'borrower exposure loanCount share' },
  TransitionRow: { open: 'from observations counts probabilities withdrawnCount withdrawnProbability' },
};

const LISTED =
  'AuditEntry Borrower BreachedLoan ImportRun Loan Organization Portfolio RatingMove Tenant TrustedDocument User';
const LISTS = LISTED.split(' ').flatMap((type) => [
  [`${type}Connection`, CONNECTION] as const,
  [`${type}Edge`, EDGE] as const,
]);

/** Every object type but the roots. A field with an argument in brackets is asked with that argument. */
export const TYPES: Record<string, TypeVerdict> = {
  ...IDENTITY,
  ...BOOK,
  ...REPORTING,
  ...ANALYTICS,
  ...Object.fromEntries(LISTS),
};

/** Every field of a type, as the verdicts ask for it. */
export const fieldsOf = (type: string): string[] => {
  const { open, guarded = {} } = TYPES[type] ?? { open: '' };
  return [...open.split(' '), ...Object.keys(guarded)];
};
