import type { PortfolioPageQuery } from '../graph/documents.ts';
import { WhatIf } from '../what-if/what-if.tsx';
import { CovenantTable } from './covenant-table.tsx';
import { Exposure } from './exposure.tsx';
import { Headline } from './headline.tsx';
import { HealthGauge } from './health-gauge.tsx';
import { MaturityLadder } from './maturity-ladder.tsx';
import { MigrationHeatMap } from './migration-heat-map.tsx';

export type ShownPortfolio = NonNullable<PortfolioPageQuery['portfolio']>;

/** The parts of the page, each with its fragment of the answer. */
export function Parts({ portfolio, mayAskWhatIf }: { portfolio: ShownPortfolio; mayAskWhatIf: boolean }) {
  const { id, analytics, currency } = portfolio;
  if (analytics.summary.totalLoans === 0)
    return (
      <p className="notice">
        This portfolio holds no loans yet. Import a file, and the page fills by itself.
      </p>
    );
  return (
    <div className="parts">
      <Headline analytics={analytics} currency={currency} />
      <HealthGauge analytics={analytics} />
      {mayAskWhatIf && (
        <WhatIf
          portfolioId={id}
          now={analytics}
          currency={currency}
          scale={analytics.ratingMigration.grades}
        />
      )}
      <Exposure analytics={analytics} currency={currency} />
      <MaturityLadder analytics={analytics} currency={currency} />
      <MigrationHeatMap analytics={analytics} />
      <CovenantTable analytics={analytics} currency={currency} />
    </div>
  );
}
