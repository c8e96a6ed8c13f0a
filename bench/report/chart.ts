import { throughputRatio } from './ratios.ts';
import type { Results } from './results.ts';
import { short } from './table.ts';

/** Longer bars are cut and say how long they are. */
const WIDEST_RATIO = 2;
const LABEL_WIDTH = 330;
const PLOT_WIDTH = 420;
const RIGHT_MARGIN = 70;
const TOP = 64;
const BAR_HEIGHT = 12;
const BAR_GAP = 2;
const GROUP_GAP = 14;
const SHOWN = ['riskgraph', 'apollo-default', 'postgraphile', 'federation-gateway'];

interface Bar {
  variant: string;
  ratio: number;
}

/** A bar chart of throughput over the limit's, at the first number of connections: SVG for light and dark pages. */
export function chartOf(results: Results): string {
  let y = TOP;
  const groups = groupsOf(results).map(({ label, bars }) => {
    const group = drawGroup(label, bars, y);
    y += bars.length * (BAR_HEIGHT + BAR_GAP) + GROUP_GAP;
    return group;
  });
  return page(y, [legend(), axis(y), ...groups].join('\n'));
}

/** The questions as many ask them, then what one caller waits for after a write. */
function groupsOf(results: Results): { label: string; bars: Bar[] }[] {
  const titles = new Map(results.readings.map(({ question, title }) => [question, title]));
  const asked = [...titles].map(([question, title]) => ({
    label: labelOf(question, title),
    bars: barsOf(results, question),
  }));
  const afterWrites = results.firstReads.map(({ question, title, limitMs, firstMs }) => ({
    label: `${labelOf(question, title)}, after a write`,
    bars: [{ variant: 'riskgraph', ratio: limitMs / firstMs }],
  }));
  return [...asked, ...afterWrites];
}

const labelOf = (question: string, title: string) => `${question.slice(0, 2)} ${title}`;

function barsOf(results: Results, question: string): Bar[] {
  return SHOWN.flatMap((variant) => {
    const ratio = throughputRatio(results, question, variant, 'limit');
    return ratio === null ? [] : [{ variant, ratio }];
  });
}

function drawGroup(title: string, bars: Bar[], top: number): string {
  const middle = top + (bars.length * (BAR_HEIGHT + BAR_GAP)) / 2;
  const label = `<text class="label" x="${LABEL_WIDTH - 12}" y="${middle + 3}">${escaped(title)}</text>`;
  const drawn = bars.map((bar, index) => drawBar(bar, top + index * (BAR_HEIGHT + BAR_GAP)));
  return [label, ...drawn].join('\n');
}

function drawBar({ variant, ratio }: Bar, y: number): string {
  const width = Math.max(1, at(Math.min(ratio, WIDEST_RATIO)) - LABEL_WIDTH);
  const value = ratio > WIDEST_RATIO ? `${short(ratio)} →` : short(ratio);
  return (
    `<rect class="${variant}" x="${LABEL_WIDTH}" y="${y}" width="${round(width)}" height="${BAR_HEIGHT}" rx="2"/>` +
    `<text class="value" x="${round(LABEL_WIDTH + width + 6)}" y="${y + BAR_HEIGHT - 2}">${value}</text>`
  );
}

function axis(bottom: number): string {
  const line = (ratio: number) =>
    `<line class="${ratio === 1 ? 'limit' : 'grid'}" x1="${at(ratio)}" x2="${at(ratio)}" y1="${TOP - 8}" y2="${bottom - 8}"/>` +
    `<text class="tick" x="${at(ratio)}" y="${TOP - 14}">${ratio === 1 ? '1 = hand-written SQL' : ratio}</text>`;
  return [0, 0.5, 1, 1.5, WIDEST_RATIO].map(line).join('\n');
}

const legend = () =>
  SHOWN.map((variant, index) => {
    const x = 16 + index * 150;
    return `<rect class="${variant}" x="${x}" y="14" width="12" height="12" rx="2"/><text class="name" x="${x + 18}" y="24">${variant}</text>`;
  }).join('\n');

const at = (ratio: number) => LABEL_WIDTH + (ratio / WIDEST_RATIO) * PLOT_WIDTH;
const round = (value: number) => Math.round(value * 10) / 10;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function page(height: number, content: string): string {
  const width = LABEL_WIDTH + PLOT_WIDTH + RIGHT_MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>Throughput of each server divided by that of hand-written SQL</title>
<style>${STYLE}</style>
<rect class="page" width="${width}" height="${height}"/>
${content}
</svg>
`;
}

const STYLE = `
svg { font: 12px system-ui, sans-serif; }
.page { fill: #ffffff; } text { fill: #24292f; } .tick, .value { fill: #57606a; font-size: 11px; }
.label { text-anchor: end; } .tick { text-anchor: middle; }
.value { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
.grid { stroke: #d0d7de; } .limit { stroke: #24292f; stroke-dasharray: 4 3; }
.riskgraph { fill: #0969da; } .apollo-default { fill: #bf8700; } .postgraphile { fill: #8250df; }
.federation-gateway { fill: #6e7781; }
@media (prefers-color-scheme: dark) {
  .page { fill: #0d1117; } text { fill: #e6edf3; } .tick, .value { fill: #9198a1; }
  .grid { stroke: #30363d; } .limit { stroke: #e6edf3; } .value { stroke: #0d1117; }
  .riskgraph { fill: #58a6ff; } .apollo-default { fill: #d29922; } .postgraphile { fill: #a371f7; }
  .federation-gateway { fill: #848d97; }
}
`;
