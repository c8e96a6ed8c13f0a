import { lazy, Suspense, useMemo, useState } from 'react';
import { notify } from '../components/notices.tsx';
import { ColumnPicker } from './column-picker.tsx';
import { DataTable } from './data-table.tsx';
import { downloadCsv, downloadXlsx } from './download.ts';
import { type Order, ordered } from './order.ts';
import type { ResultTable } from './tables.ts';

/** What draws comes only when somebody looks at a chart. */
const ChartView = lazy(() => import('./chart/chart-view.tsx'));

/** One list: as a table or a chart of its chosen columns, and as files of what the table shows. */
export function ListView({ table: { path, rows, columns } }: { table: ResultTable }) {
  const [isChart, setIsChart] = useState(false);
  const [order, setOrder] = useState<Order | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => constantColumns(rows, columns));
  const shown = columns.filter(({ key }) => !hidden.has(key));
  const sorted = useMemo(
    () =>
      ordered(
        rows,
        columns.find(({ key }) => key === order?.key),
        order,
      ),
    [rows, columns, order],
  );
  return (
    <>
      <div className="results-tools">
        <fieldset className="switch">
          <legend className="out-of-sight">View</legend>
          {['Table', 'Chart'].map((view) => (
            <button
              key={view}
              type="button"
              className="quiet"
              aria-pressed={isChart === (view === 'Chart')}
              onClick={() => setIsChart(view === 'Chart')}
            >
              {view}
            </button>
          ))}
        </fieldset>
        <ColumnPicker columns={columns} hidden={hidden} onChange={setHidden} />
        <button type="button" className="quiet" onClick={() => downloadCsv(path, shown, sorted)}>
          CSV
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => downloadXlsx(path, shown, sorted).catch(sayWhy)}
        >
          XLSX
        </button>
      </div>
      {rows.length === 0 && <p className="results-hint">This list is empty.</p>}
      {rows.length > 0 && isChart && (
        <Suspense fallback={<p className="results-hint">Loading the chart…</p>}>
          <ChartView key={shown.map(({ key }) => key).join()} columns={shown} rows={sorted} />
        </Suspense>
      )}
      {rows.length > 0 && !isChart && (
        <DataTable
          caption={path || 'the answer'}
          columns={shown}
          rows={sorted}
          order={order}
          onOrder={setOrder}
        />
      )}
    </>
  );
}

const sayWhy = (error: Error) => notify(error.message);

/** What an enclosing list says of all rows alike tells them apart no better. */
const constantColumns = (rows: ResultTable['rows'], columns: ResultTable['columns']) =>
  new Set(
    columns
      .filter(({ isOfEnclosing, valueIn }) => isOfEnclosing && new Set(rows.map(valueIn)).size < 2)
      .map(({ key }) => key),
  );
