import type { ShockableFragment } from '../graph/documents.ts';
import { Changing } from '../numbers/changing.tsx';
import { Scroll } from '../scroll.tsx';
import { comparisonsOf } from './comparisons.ts';

interface WhatIfTableProps {
  now: ShockableFragment;
  shocked: ShockableFragment | null;
  isAsking: boolean;
  currency: string;
  /** All grades, best first. */
  scale: string[];
}

/** Before, after and the difference. */
export const WhatIfTable = ({ now, shocked, isAsking, currency, scale }: WhatIfTableProps) => (
  <Scroll label="Before and after">
    <table className={`rows comparison ${shocked ? 'moved' : ''}`} aria-busy={isAsking}>
      <caption className="unseen">Before and after</caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {comparisonsOf(now, shocked ?? now, currency, scale).map(
          ({ name, before, after, change, isWorse }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{shocked ? <Changing>{after}</Changing> : '–'}</td>
              <td className={isWorse ? 'worse' : undefined}>{shocked ? change : '–'}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  </Scroll>
);
