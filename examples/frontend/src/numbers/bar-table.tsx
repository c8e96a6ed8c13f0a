import type { CSSProperties } from 'react';
import { Changing } from './changing.tsx';
import { count, money, share } from './formats.ts';

export interface BarRow {
  name: string;
  loanCount: number;
  exposure: string;
  /** A fraction; null where there is nothing to have a share of. */
  share: number | null;
}

interface BarTableProps {
  caption: string;
  /** What the rows are, for the head of the first column. */
  of: string;
  rows: BarRow[];
  currency: string;
}

/** A table that is its own chart: every bar stands beside the number that it shows, so nothing is told by a picture alone. */
export function BarTable({ caption, of, rows, currency }: BarTableProps) {
  const longest = Math.max(...rows.map((row) => row.share ?? 0));
  return (
    <table className="bars">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">Share</th>
          <th scope="col">Exposure</th>
          <th scope="col">Loans</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td className="bar-cell">
              <Bar length={(row.share ?? 0) / (longest || 1)} />
              {share(row.share ?? 0)}
            </td>
            <td>
              <Changing>{money(row.exposure, currency)}</Changing>
            </td>
            <td>{count(row.loanCount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `length` from 0 to 1 of what there is room for. */
export const Bar = ({ length }: { length: number }) => (
  <span className="bar" style={{ '--length': length } as CSSProperties} />
);
