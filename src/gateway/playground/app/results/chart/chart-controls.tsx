import { Drop } from '../../components/drop.tsx';
import { isNumeric } from '../cell-text.ts';
import type { Column } from '../columns.ts';
import { CHART_KINDS, type ChartSettings, COMBINATIONS, matrices } from './chart-settings.ts';

interface Props {
  columns: readonly Column[];
  settings: ChartSettings;
  /** Whether some rows have the same labels. */
  isCombined: boolean;
  onChange: (settings: ChartSettings) => void;
}

/** What to draw, and of which columns. */
export function ChartControls({ columns, settings, isCombined, onChange }: Props) {
  const change = (part: Partial<ChartSettings>) => onChange({ ...settings, ...part });
  const numbers = columns.filter(({ kind }) => isNumeric(kind));
  const isHeat = settings.kind === 'heat map';
  const isMatrix = isHeat && matrices(columns).includes(settings.heat);
  return (
    <div className="chart-controls">
      <Pick
        label="Chart"
        value={settings.kind}
        options={CHART_KINDS.map(same)}
        onPick={(kind) => change({ kind })}
      />
      {!isMatrix && (
        <Pick
          label="Along"
          value={settings.along}
          options={columns.map(named)}
          onPick={(along) => change({ along })}
        />
      )}
      {isHeat && (
        <>
          <Pick
            label="Down"
            value={settings.down}
            options={columns.map(named)}
            onPick={(down) => change({ down })}
          />
          <Pick
            label="Value"
            value={settings.heat}
            options={[...matrices(columns).map(same), ...numbers.map(named)]}
            onPick={(heat) => change({ heat })}
          />
        </>
      )}
      {!isHeat && (
        <Values columns={numbers} values={settings.values} onChange={(values) => change({ values })} />
      )}
      {isCombined && (
        <Pick
          label="Same labels"
          value={settings.combine}
          options={COMBINATIONS.map(same)}
          onPick={(combine) => change({ combine })}
        />
      )}
    </div>
  );
}

type Option<Value extends string> = readonly [Value, string];

const same = <Value extends string>(value: Value): Option<Value> => [value, value];
const named = ({ key, label }: Column): Option<string> => [key, label];

function Pick<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly Option<Value>[];
  onPick: (value: Value) => void;
}) {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.onPick(event.target.value as Value)}>
        {props.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Several are drawn beside one another. */
function Values(props: {
  columns: readonly Column[];
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
}) {
  const toggle = (key: string) =>
    props.onChange(
      props.values.includes(key) ? props.values.filter((value) => value !== key) : [...props.values, key],
    );
  return (
    <Drop name={`Values (${props.values.length})`}>
      <fieldset>
        <legend className="out-of-sight">Values</legend>
        {props.columns.map(({ key, label }) => (
          <label key={key}>
            <input type="checkbox" checked={props.values.includes(key)} onChange={() => toggle(key)} />
            {label}
          </label>
        ))}
      </fieldset>
    </Drop>
  );
}
