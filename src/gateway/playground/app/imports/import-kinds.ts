/** What can be imported, by which document; a table that belongs to the whole tenant names no portfolio and knows no policies. */
export const importKinds = {
  loans: {
    label: 'Loans',
    isOfPortfolio: true,
    documentId: 'ImportLoansDialog',
  },
  ratingHistory: {
    label: 'Rating history',
    isOfPortfolio: true,
    documentId: 'ImportRatingHistoryDialog',
  },
  defaultRates: {
    label: 'Default rates (replaces the whole table)',
    isOfPortfolio: false,
    documentId: 'ImportDefaultRatesDialog',
  },
} as const;

export type ImportKind = keyof typeof importKinds;
