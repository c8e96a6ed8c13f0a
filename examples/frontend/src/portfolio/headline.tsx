import type { HeadlineFragment } from '../graph/documents.ts';
import { Changing } from '../numbers/changing.tsx';
import { count, counted, money, rate } from '../numbers/formats.ts';

export function Headline({ analytics, currency }: { analytics: HeadlineFragment; currency: string }) {
  const { summary, defaultRisk } = analytics;
  const { unratedCount } = defaultRisk;
  return (
    <dl className="headline">
      <Figure name="Exposure" value={money(summary.totalExposure, currency)} />
      <Figure
        name="Loans"
        value={count(summary.totalLoans)}
        note={`to ${counted(summary.borrowerCount, 'borrower')}`}
      />
      <Figure
        name="Weighted rate"
        value={summary.weightedAverageRate ? rate(summary.weightedAverageRate) : '–'}
      />
      <Figure
        name="Average grade"
        value={summary.averageRating ?? 'unrated'}
        note={unratedCount > 0 ? `${counted(unratedCount, 'loan')} without a grade` : undefined}
      />
      <Figure name="Expected loss" value={money(defaultRisk.expectedLoss, currency)} note="within a year" />
      <Figure name="Risk-weighted assets" value={money(defaultRisk.riskWeightedAssets, currency)} />
    </dl>
  );
}

const Figure = ({ name, value, note }: { name: string; value: string; note?: string | undefined }) => (
  <div className="card figure">
    <dt>{name}</dt>
    <dd>
      <Changing>{value}</Changing>
      {note && <small>{note}</small>}
    </dd>
  </div>
);
