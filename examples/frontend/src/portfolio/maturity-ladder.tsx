import type { MaturitiesFragment } from '../graph/documents.ts';
import { BarTable } from '../numbers/bar-table.tsx';
import { score } from '../numbers/formats.ts';

interface MaturityLadderProps {
  analytics: MaturitiesFragment;
  currency: string;
}

export function MaturityLadder({ analytics: { maturity }, currency }: MaturityLadderProps) {
  const { ladder, pastMaturity, weightedAverageMonths } = maturity;
  const rows = [{ ...pastMaturity, label: 'past' }, ...ladder].map(({ label, ...bucket }) => ({
    ...bucket,
    name: label,
  }));
  return (
    <section className="card half">
      <BarTable caption="Maturity ladder, in months" of="Months" rows={rows} currency={currency} />
      {weightedAverageMonths !== null && (
        <p className="faint">{score(weightedAverageMonths)} months on average, weighted by amount.</p>
      )}
    </section>
  );
}
