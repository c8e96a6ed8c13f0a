import type { ExposureFragment } from '../graph/documents.ts';
import { BarTable } from '../numbers/bar-table.tsx';
import { count } from '../numbers/formats.ts';

type Breakdown = ExposureFragment['bySector'];

export function Exposure({ analytics, currency }: { analytics: ExposureFragment; currency: string }) {
  return (
    <>
      <Part
        className="half"
        breakdown={analytics.bySector}
        caption="Exposure by sector"
        of="Sector"
        currency={currency}
      />
      <Part
        className="half tall"
        breakdown={analytics.byRating}
        caption="Exposure by rating"
        of="Grade"
        currency={currency}
      />
    </>
  );
}

interface PartProps {
  className: string;
  breakdown: Breakdown;
  caption: string;
  of: string;
  currency: string;
}

function Part({ breakdown: { groups, groupCount }, className, ...table }: PartProps) {
  const rows = groups.map(({ keys, ...group }) => ({ ...group, name: keys[0] ?? 'unrated' }));
  return (
    <section className={`card ${className}`}>
      <BarTable {...table} rows={rows} />
      {groupCount > rows.length && (
        <p className="faint">And {count(groupCount - rows.length)} smaller ones.</p>
      )}
    </section>
  );
}
