const run = `fileName dryRun totalRows successful created updated failed errorCount
  errors(first: 20) { row loanId column code message }`;

/** What can be imported; a table that belongs to the whole tenant names no portfolio and knows no policies. */
export const importKinds = {
  loans: {
    label: 'Loans',
    isOfPortfolio: true,
    document: `mutation ImportLoans($input: ImportLoansInput!) { run: importLoans(input: $input) { ${run} } }`,
  },
  ratingHistory: {
    label: 'Rating history',
    isOfPortfolio: true,
    document: `mutation ImportRatingHistory($input: ImportRatingHistoryInput!) { run: importRatingHistory(input: $input) { ${run} } }`,
  },
  defaultRates: {
    label: 'Default rates (replaces the whole table)',
    isOfPortfolio: false,
    document:
      'mutation ImportDefaultRates($file: Upload!) { rates: importDefaultRates(file: $file) { creditRating defaultProbability recoveryRate riskWeight } }',
  },
} as const;

export type ImportKind = keyof typeof importKinds;
