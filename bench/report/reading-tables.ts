import type { Reading, Results } from './results.ts';
import { short, table } from './table.ts';

/** Throughput over the limit's, a table for each number of connections. */
export function ratioTables({ readings }: Results): string[] {
  const variants = [...new Set(readings.map(({ variant }) => variant))].filter((name) => name !== 'limit');
  const byConnections = [...Map.groupBy(readings, ({ connections }) => connections)];
  return byConnections
    .sort(([a], [b]) => a - b)
    .map(([connections, some]) => {
      const byQuestion = [...Map.groupBy(some, ({ question }) => question)];
      const rows = byQuestion.map(([question, same]) => [question, ...ratios(same, variants)]);
      const header = ['', 'limit req/s', ...variants.map((variant) => `${variant} ÷`)];
      return table(`Throughput ÷ limit, ${connections} connections`, header, rows);
    });
}

function ratios(readings: Reading[], variants: string[]): string[] {
  const of = (name: string) => readings.find(({ variant }) => variant === name)?.requestsPerSecond;
  const limit = of('limit') ?? Number.NaN;
  return [short(limit), ...variants.map((variant) => short((of(variant) ?? Number.NaN) / limit))];
}

/** What the ratios are made of. */
export function detailTable({ readings }: Results): string {
  const rows = readings.map(({ question, variant, connections, ...figures }) => [
    question,
    variant,
    String(connections),
    ...[figures.requestsPerSecond, figures.p50Ms, figures.p99Ms].map(short),
    ...[figures.serverCpuMs, figures.databaseCpuMs].map(short),
  ]);
  const header = [
    '',
    'variant',
    'connections',
    'req/s',
    'p50 ms',
    'p99 ms',
    'server CPU ms',
    'database CPU ms',
  ];
  return table('Each variant, CPU a request', header, rows);
}
