import { useEffect, useMemo, useRef, useState } from 'react';
import type { Column } from '../columns.ts';
import type { ListRow } from '../list-rows.ts';
import { ChartControls } from './chart-controls.tsx';
import { chartData } from './chart-data.ts';
import { type ChartSettings, defaultSettings } from './chart-settings.ts';
import { drawChart } from './draw-chart.ts';

interface Props {
  columns: readonly Column[];
  rows: readonly ListRow[];
}

/** A chart of a list. What it shows stands in the table as well, for whoever cannot see it. */
export default function ChartView({ columns, rows }: Props) {
  const [settings, setSettings] = useState<ChartSettings>(() => defaultSettings(columns, rows));
  const data = useMemo(() => chartData(settings, columns, rows), [settings, columns, rows]);
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  useEffect(() => {
    if (width === 0 || data.marks.length === 0) return;
    const label = `${settings.kind} of ${data.marks.length} values`;
    place.current?.replaceChildren(drawChart(settings.kind, data, width, label));
  }, [settings.kind, data, width]);
  return (
    <div className="chart">
      <ChartControls
        columns={columns}
        settings={settings}
        isCombined={data.isCombined}
        onChange={setSettings}
      />
      {data.marks.length === 0 && <p className="results-hint">Choose a column of numbers to draw.</p>}
      {data.leftOut > 0 && (
        <p className="results-hint">
          The first {data.along.length} are drawn, in the table’s order; {data.leftOut} more are in the table.
        </p>
      )}
      <div className="chart-place" ref={place} hidden={data.marks.length === 0} />
    </div>
  );
}

/** Of an element, as the window and the panes change; 0 until it is known. */
function useWidth(place: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return width;
}
