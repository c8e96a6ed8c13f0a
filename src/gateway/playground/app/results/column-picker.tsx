import { Drop } from '../components/drop.tsx';
import type { Column } from './columns.ts';

interface Props {
  columns: readonly Column[];
  hidden: ReadonlySet<string>;
  onChange: (hidden: ReadonlySet<string>) => void;
}

/** Which columns the table, the chart and the downloads have. */
export function ColumnPicker({ columns, hidden, onChange }: Props) {
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <Drop name={`Columns (${columns.length - hidden.size} of ${columns.length})`}>
      <fieldset>
        <legend className="out-of-sight">Columns</legend>
        {columns.map(({ key, label }) => (
          <label key={key}>
            <input type="checkbox" checked={!hidden.has(key)} onChange={() => toggle(key)} />
            {label}
          </label>
        ))}
        <button type="button" className="quiet" onClick={() => onChange(new Set())}>
          All
        </button>
      </fieldset>
    </Drop>
  );
}
