import type { CSSProperties } from 'react';
import type { MigrationFragment } from '../graph/documents.ts';
import { counted, day, share } from '../numbers/formats.ts';
import { Scroll } from '../scroll.tsx';

type Row = MigrationFragment['ratingMigration']['transitionMatrix'][number];

/** A table first: its cells say in figures what their colours show. */
export function MigrationHeatMap({ analytics: { ratingMigration } }: { analytics: MigrationFragment }) {
  const { from, to, observations, upgrades, downgrades, grades, transitionMatrix: rows } = ratingMigration;
  const places = grades.map((_, place) => place).filter((place) => rows.some((row) => row.counts[place]));
  return (
    <section className="card whole" aria-labelledby="migration">
      <h2 id="migration">Rating migration</h2>
      {observations === 0 || !from || !to ? (
        <p>There is no rating history to compare.</p>
      ) : (
        <>
          <p className="faint">
            From {day(from)} to {day(to)}: {counted(upgrades, 'upgrade')}, {counted(downgrades, 'downgrade')}{' '}
            in {counted(observations, 'observation')}.
          </p>
          <Scroll label="Rating migration">
            <table className="heat">
              <caption className="unseen">
                Share of the loans that began a period in the grade of the row and ended it in the column’s
              </caption>
              <thead>
                <tr>
                  <th scope="col">From</th>
                  {places.map((place) => (
                    <th key={place} scope="col">
                      {grades[place]}
                    </th>
                  ))}
                  <th scope="col">NR</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.from}>
                    <th scope="row">{row.from}</th>
                    {places.map((place) => (
                      <Cell key={place} row={row} place={place} stays={grades.indexOf(row.from)} />
                    ))}
                    <Heat fraction={row.withdrawnProbability} way="withdrawn" />
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </section>
  );
}

function Cell({ row, place, stays }: { row: Row; place: number; stays: number }) {
  const way = place === stays ? 'stable' : place > stays ? 'down' : 'up';
  return <Heat fraction={row.probabilities[place] ?? 0} way={way} />;
}

/** The square root lets the few that moved be seen beside the many that stayed. */
const Heat = ({ fraction, way }: { fraction: number; way: string }) => (
  <td className={way} style={{ '--heat': Math.sqrt(fraction) } as CSSProperties}>
    {fraction > 0 && (fraction < 0.005 ? '<1%' : share(fraction, 0))}
  </td>
);
