import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics } from 'prom-client';
// All that may be measured is declared once everything is loaded.
import '../../src/start.ts';
import { registry } from '../../src/platform/metrics.ts';

interface Dashboard {
  title: string;
  panels: { title: string; targets: { expr: string }[] }[];
}

const DIRECTORY = join(import.meta.dirname, '../../docker/grafana/dashboards');
const ALERTS = join(import.meta.dirname, '../../docker/prometheus/alerts.yml');

/** What Prometheus itself adds, and what a histogram is stored as. */
const PROMETHEUS_OWN = ['up'];
const PARTS = ['', '_bucket', '_count', '_sum'];
/** Names in an expression that are functions, labels or words of its language are not followed by what a series is. */
const SERIES = /\b(?:riskgraph|process|nodejs)_\w+|\bup\b/g;

let emitted: Set<string>;
beforeAll(() => {
  collectDefaultMetrics({ register: registry });
  const names = registry.getMetricsAsArray().map(({ name }) => name);
  emitted = new Set([...PROMETHEUS_OWN, ...names.flatMap((name) => PARTS.map((part) => name + part))]);
});

const unknownIn = (text: string) =>
  [...text.matchAll(SERIES)].map(([name]) => name).filter((name) => !emitted.has(name));

const dashboards = readdirSync(DIRECTORY).map(
  (file): Dashboard => JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8')),
);
const queries = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap((panel) =>
    panel.targets.map(({ expr }): [string, string] => [`${title}: ${panel.title}`, expr]),
  ),
);

test.each(queries)('%s shows what is measured', (_, expr) => {
  expect([...expr.matchAll(SERIES)]).not.toEqual([]);
  expect(unknownIn(expr)).toEqual([]);
});

test('every series of the house stands on a dashboard', () => {
  const shown = queries.map(([, expr]) => expr).join(' ');
  const own = [...emitted].filter((name) => name.startsWith('riskgraph_') && registry.getSingleMetric(name));
  expect(own.filter((name) => !shown.includes(name))).toEqual([]);
});

test('alerts are about what is measured', () => {
  const expressions = readFileSync(ALERTS, 'utf8').replace(
    /^ *(?:annotations|summary|labels|alert):.*$/gm,
    '',
  );
  expect(unknownIn(expressions)).toEqual([]);
});
