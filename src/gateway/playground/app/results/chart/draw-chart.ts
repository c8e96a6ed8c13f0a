import * as Plot from '@observablehq/plot';
import type { ChartData, Mark } from './chart-data.ts';
import type { ChartKind } from './chart-settings.ts';

const MARGIN = 8;
const AXIS_PX = 46;
/** Of a label's letter, roughly. */
const LETTER_PX = 7;
const MAX_LABEL_LETTERS = 24;

/** A picture as wide as its place. Its colours come from the page, and follow its theme. */
export function drawChart(kind: ChartKind, data: ChartData, width: number, label: string): Element {
  const options = { bar, line, 'heat map': heatMap }[kind](data, width);
  return Plot.plot({
    width,
    style: { background: 'none', fontFamily: 'inherit', fontSize: '12px', overflow: 'visible' },
    ariaLabel: label,
    ...options,
  });
}

function bar(data: ChartData): Plot.PlotOptions {
  const isOne = data.down.length < 2;
  return {
    marginLeft: labelWidth(data.along),
    marginTop: 30,
    height: 60 + data.along.length * 24,
    color: { domain: data.down, legend: !isOne },
    x: {
      axis: 'top',
      grid: true,
      label: isOne ? (data.down[0] ?? null) : null,
      tickFormat: brief(data.marks),
    },
    y: { domain: data.along, label: null, tickFormat: shortened },
    marks: [
      Plot.barX(data.marks, {
        y: 'along',
        x: 'value',
        fill: isOne ? 'var(--accent)' : 'down',
        tip: { format: { x: exact, fill: true, y: true } },
        insetTop: 2,
        insetBottom: 2,
      }),
      Plot.ruleX([0]),
    ],
  };
}

function line(data: ChartData): Plot.PlotOptions {
  const isOne = data.down.length < 2;
  const marks = data.marks.map((mark) => ({ ...mark, at: data.isTime ? new Date(mark.along) : mark.along }));
  const channels = { x: 'at', y: 'value', stroke: isOne ? 'var(--accent)' : 'down' };
  return {
    marginLeft: AXIS_PX + 14,
    marginBottom: data.isTime ? 34 : labelWidth(data.along),
    height: data.isTime ? 340 : 380,
    color: { domain: data.down, legend: !isOne },
    x: data.isTime
      ? { type: 'utc', label: null }
      : { type: 'point', domain: data.along, label: null, tickRotate: -45, tickFormat: shortened },
    y: {
      grid: true,
      zero: true,
      label: isOne ? (data.down[0] ?? null) : null,
      tickFormat: brief(data.marks),
    },
    marks: [
      Plot.ruleY([0]),
      Plot.lineY(marks, { ...channels, strokeWidth: 2 }),
      Plot.dot(marks, {
        ...channels,
        fill: 'var(--paper)',
        r: 3,
        tip: { format: { y: exact, stroke: true, x: true } },
      }),
    ],
  };
}

/** The stronger the colour, the larger the number; the root brings out small ones beside a large. */
function heatMap(data: ChartData, width: number): Plot.PlotOptions {
  const left = labelWidth(data.down);
  const cell = Math.max(30, Math.min(64, (width - left - MARGIN) / data.along.length));
  const isTurned = labelWidth(data.along) > cell + MARGIN;
  const top = isTurned ? labelWidth(data.along) : AXIS_PX;
  const most = Math.max(...data.marks.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
  const strength = ({ value }: Mark) => Math.sqrt(Math.abs(value) / most);
  const filled = data.marks.filter(({ value }) => value !== 0);
  const place = { x: 'along', y: 'down' };
  const write = brief(data.marks, cell < 40);
  const text = { ...place, text: ({ value }: Mark) => write(value), fontSize: cell < 40 ? 10 : 11 };
  const title = ({ along, down, value }: Mark) => `${down} → ${along}\n${exact(value)}`;
  return {
    width: left + MARGIN + cell * data.along.length,
    height: top + MARGIN + data.down.length * Math.min(cell, 32),
    marginLeft: left,
    marginTop: top,
    marginRight: MARGIN,
    marginBottom: MARGIN,
    padding: 0.06,
    color: { type: 'identity' },
    opacity: { type: 'identity' },
    x: {
      domain: data.along,
      axis: 'top',
      label: null,
      tickRotate: isTurned ? -45 : 0,
      tickFormat: shortened,
      tickSize: 0,
    },
    y: { domain: data.down, label: null, tickFormat: shortened, tickSize: 0 },
    marks: [
      Plot.cell(data.marks, { ...place, fill: 'var(--line)', fillOpacity: 0.25, rx: 2 }),
      Plot.cell(filled, { ...place, fill: colorOf, fillOpacity: strength, rx: 2 }),
      Plot.text(filled, { ...text, filter: (mark: Mark) => strength(mark) < STRONG, fill: 'var(--ink)' }),
      Plot.text(filled, {
        ...text,
        filter: (mark: Mark) => strength(mark) >= STRONG,
        fill: 'var(--on-accent)',
      }),
      Plot.tip(data.marks, Plot.pointer({ ...place, title })),
    ],
  };
}

/** From here on a colour is too strong for the page's own ink. */
const STRONG = 0.7;

const colorOf = ({ value }: Mark): string => (value < 0 ? 'var(--danger)' : 'var(--accent)');

const shortened = (label: string): string =>
  label.length > MAX_LABEL_LETTERS ? `${label.slice(0, MAX_LABEL_LETTERS - 1)}…` : label;

const labelWidth = (labels: string[]): number =>
  Math.max(AXIS_PX, 16 + LETTER_PX * Math.max(0, ...labels.map((label) => shortened(label).length)));

const exact = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 });

/** Fractions of one are shares. */
const areShares = (marks: readonly Mark[]): boolean =>
  marks.every(({ value }) => value >= 0 && value <= 1) && marks.some(({ value }) => !Number.isInteger(value));

const percent = (places: number) => (value: number) =>
  `${(value * 100).toLocaleString('en-US', { maximumFractionDigits: places })}%`;

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** As short as what it stands in asks for. */
const brief = (marks: readonly Mark[], isShort = false): ((value: number) => string) =>
  areShares(marks) ? percent(isShort ? 0 : 1) : (value) => compact.format(value);
