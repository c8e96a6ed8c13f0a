import { type UIEvent, useState } from 'react';
import { cellText, isNumeric } from './cell-text.ts';
import type { Column } from './columns.ts';
import type { ListRow } from './list-rows.ts';
import type { Order } from './order.ts';

/** Rows drawn at first, and more of them each time that somebody comes near the end. */
const STEP = 100;
const NEAR_END_PX = 600;

interface Props {
  caption: string;
  columns: readonly Column[];
  rows: readonly ListRow[];
  order: Order | null;
  onOrder: (order: Order | null) => void;
}

/** A table that is sorted by its heads. */
export function DataTable({ caption, columns, rows, order, onOrder }: Props) {
  const [shownCount, setShownCount] = useState(STEP);
  const more = () => setShownCount((count) => count + STEP);
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent) => {
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX && shownCount < rows.length) more();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="results-scroll" tabIndex={0} aria-label={`Rows of ${caption}`} onScroll={onScroll}>
      <table className="results-table">
        <caption className="out-of-sight">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownCount).map((row, position) => (
            <tr key={position}>
              {columns.map(({ key, kind, valueIn }) => (
                <td key={key} className={isNumeric(kind) ? 'is-number' : undefined}>
                  {cellText(valueIn(row), kind)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shownCount < rows.length && (
        <button type="button" className="quiet" onClick={more}>
          Show more of {rows.length.toLocaleString('en-US')} rows
        </button>
      )}
    </section>
  );
}

function Head({ column, order, onOrder }: Pick<Props, 'order' | 'onOrder'> & { column: Column }) {
  const direction = order?.key === column.key ? order.direction : undefined;
  return (
    <th scope="col" aria-sort={direction} className={isNumeric(column.kind) ? 'is-number' : undefined}>
      <button type="button" onClick={() => onOrder(nextOrder(column.key, direction))}>
        {column.label}
        <span aria-hidden="true">
          {direction === 'ascending' ? ' ↑' : direction === 'descending' ? ' ↓' : ''}
        </span>
      </button>
    </th>
  );
}

/** Up, down, and as it came. */
function nextOrder(key: string, direction: Order['direction'] | undefined): Order | null {
  if (direction === 'descending') return null;
  return { key, direction: direction ? 'descending' : 'ascending' };
}
