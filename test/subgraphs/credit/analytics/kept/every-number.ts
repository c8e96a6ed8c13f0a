const BUCKETS = 'label from to loanCount exposure share';

/** Every number that there is, as fields of `Analytics`; lists with few entries, so that ties at their end are met. */
export const EVERY_NUMBER = `
  summary {
    totalLoans borrowerCount sectorCount totalExposure averageAmount minAmount maxAmount annualInterest averageRate
    weightedAverageRate averageRating weightedAverageRatingFactor weightedAverageMaturityMonths pastMaturityCount
    performingCount watchListCount nonPerformingCount defaultedCount sectorBreakdown { sector count exposure }
  }
  defaultRisk(top: 3) { ...risk }
  asD: defaultRisk(top: 3, defaultedAsD: true) { ...risk }
  concentration(top: 2) {
    singleNameHhi sectorHhi countryHhi ratingHhi borrowerGroupHhi effectiveNames gini
    topExposures { borrower exposure share loanCount }
  }
  covenants { ...compliance }
  strict: covenants(thresholds: { maxDebtToEquity: "1.5", minInterestCoverage: "6" }) { ...compliance }
  health { score level performance quality concentration maturity lineage { ...origin } }
  maturity { weightedAverageMonths pastMaturity { ${BUCKETS} } ladder { ${BUCKETS} } quarters { ${BUCKETS} } }
  cashFlow(months: 3) { month interest principal total lineage { ...origin } }
  distribution(of: AMOUNT, buckets: 4) { from to loanCount exposure }
  bySector: breakdown(by: [SECTOR], first: 2) { ...groups }
  byGradeAndCountry: breakdown(by: [CREDIT_RATING, COUNTRY]) { ...groups }
  ratingMigration { observations upgrades downgrades stable withdrawn defaults fallenAngelExposure periods { from to months } }`;

export const FRAGMENTS = `
  fragment origin on Lineage { total rowCount contributors(first: 2) { loanId amount share runningTotal values { value } } }
  fragment risk on DefaultRisk {
    portfolioPd expectedLoss riskWeightedAssets unexpectedLoss irbRiskWeightedAssets averageRecoveryRate unratedCount
    unratedExposure coverage topRiskyLoans { loanId borrower exposure creditRating pd lgd expectedLoss loan { id } }
    lineage { ...origin } capital: lineage(of: UNEXPECTED_LOSS) { ...origin }
  }
  fragment compliance on CovenantCompliance {
    totalBreaches debtToEquityBreaches interestCoverageBreaches leverageBreaches loansInBreach loansInMultipleBreach
    breachedExposure untested { covenant count } breachedLoans(first: 2) { totalCount nodes { loanId exposure } }
  }
  fragment groups on Breakdown {
    groupCount groups {
      keys loanCount borrowerCount performingCount exposure share averageRate weightedAverageRate averageRating averagePd
      expectedLoss riskWeightedAssets weightedAverageMaturityMonths loansInBreach lineage { ...origin }
    }
  }`;
