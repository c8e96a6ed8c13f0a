import { useMemo, useState } from 'react';
import { usePublicSchema } from '../documents/use-public-schema.ts';
import { SaveReport } from '../reports/save-report.tsx';
import type { RunAnswer } from '../runs/run.ts';
import { useLastRun } from '../runs/runs.ts';
import { ListView } from './list-view.tsx';
import { mainTable, type ResultTable, tablesOf } from './tables.ts';

/** The lists of the last answer in the open tab. */
export function ResultsPane() {
  const schema = usePublicSchema();
  const run = useLastRun();
  const tables = useMemo(() => (schema && run ? tablesOf(schema, run) : []), [schema, run]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isWide, setIsWide] = useState(false);
  const table = tables.find(({ path }) => path === chosen) ?? mainTable(tables);
  return (
    <section className={isWide ? 'results is-wide' : 'results'} aria-label="Results">
      <header>
        <h2>Results</h2>
        <SaveReport />
        <button type="button" className="quiet" aria-pressed={isWide} onClick={() => setIsWide(!isWide)}>
          {isWide ? 'Narrower' : 'Wider'}
        </button>
      </header>
      {!run && (
        <p className="results-hint">
          Run a query: each list in its answer is shown here, as a table, a chart or a file. Subscriptions
          have no results here.
        </p>
      )}
      {run && <Errors answer={run.answer} />}
      {run && schema && !table && !run.answer.errors && (
        <p className="results-hint">This answer has no values to show in a table.</p>
      )}
      {table && (
        <>
          <ListPicker tables={tables} value={table.path} onChange={setChosen} />
          <ListView key={shapeOf(table)} table={table} />
        </>
      )}
    </section>
  );
}

/** What was chosen stays when the same query runs again. */
const shapeOf = ({ path, columns }: ResultTable) => [path, ...columns.map(({ key }) => key)].join(' ');

function ListPicker({
  tables,
  value,
  onChange,
}: {
  tables: readonly ResultTable[];
  value: string;
  onChange: (path: string) => void;
}) {
  return (
    <label className="results-list">
      List
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {tables.map(({ path, rows }) => (
          <option key={path} value={path}>
            {path === '' ? 'the whole answer, one row' : `${path} (${rows.length.toLocaleString('en-US')})`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Errors({ answer: { data, errors } }: { answer: RunAnswer }) {
  if (!errors?.length) return null;
  return (
    <div className="results-errors" role="alert">
      <p>{data ? 'Part of the answer is missing:' : 'The server refused the request:'}</p>
      <ul>
        {errors.map(({ message, path }, position) => (
          <li key={position}>
            {path && <code>{path.join('.')}</code>} {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
