import { throughputRatio } from './ratios.ts';
import type { Results } from './results.ts';

/** A promise of the project about its speed. */
export interface Target {
  what: string;
  /** How far it may go: at least or at most. */
  bound: 'at least' | 'at most';
  target: number;
  unit: '×' | 'ms' | 'MiB';
  /** Null where this run did not measure it. */
  measured: number | null;
}

export const isMet = ({ bound, target, measured }: Target): boolean =>
  measured !== null && (bound === 'at least' ? measured >= target : measured <= target);

const FIRST_SMALL = 'Q4 1,000';
const FIRST_LARGE = 'Q4 1,000,000';
const LARGE_IMPORT = 1_000_000;
const HALF_SIZE_IMPORT = 250_000;

/** Every target with what this run says to it. */
export const targetsOf = (results: Results): Target[] => [
  ...throughputTargets(results),
  ...firstReadTargets(results),
  ...importTargets(results),
  ...writeTargets(results),
];

function throughputTargets(results: Results): Target[] {
  const over = (question: string, by: string, target: number, name = by): Target => ({
    ...atLeast(`${question}: throughput ÷ ${name}`, target),
    measured: throughputRatio(results, question, 'riskgraph', by),
  });
  return [
    over('Q1', 'limit', 0.45),
    over('Q2', 'limit', 0.75),
    over('Q2', 'postgraphile', 1.8),
    over('Q3', 'limit', 0.8),
    over('Q3', 'postgraphile', 1.8),
    over(FIRST_SMALL, 'limit', 4, 'limit, nothing changed since'),
    over('Q5', 'limit', 5, "limit's scan"),
    over('Q6', 'limit', 0.65),
    over('Q6', 'federation-gateway', 3, 'federation gateway in process'),
  ];
}

function firstReadTargets({ firstReads }: Results): Target[] {
  const of = (question: string) => firstReads.find((read) => read.question === question);
  const [small, large] = [of(FIRST_SMALL), of(FIRST_LARGE)];
  return [
    {
      ...atLeast(`${FIRST_SMALL}: limit's time ÷ first read after a write`, 1.5),
      measured: quotient(small?.limitMs, small?.firstMs),
    },
    {
      ...atMost(`${FIRST_LARGE}: first read after a write ÷ that of 1,000`, 3),
      measured: quotient(large?.firstMs, small?.firstMs),
    },
    { ...atMost(`${FIRST_LARGE}: first read after a write`, 50, 'ms'), measured: large?.firstMs ?? null },
  ];
}

function importTargets({ importings, neighbours }: Results): Target[] {
  const of = (rows: number) => importings.find((importing) => importing.rows === rows);
  const growth = ({ memoryPeakMiB, memoryBeforeMiB }: Results['importings'][number]) =>
    memoryPeakMiB === null || memoryBeforeMiB === null ? null : memoryPeakMiB - memoryBeforeMiB;
  const large = of(LARGE_IMPORT);
  return [
    ...importings.map((importing) => ({
      ...atMost(`I1 ${importing.rows.toLocaleString('en')} rows: time ÷ bare COPY`, 3),
      measured: quotient(importing.importSeconds, importing.copySeconds),
    })),
    ...importings.map((importing) => ({
      ...atMost(`I1 ${importing.rows.toLocaleString('en')} rows: longest block of the event loop`, 50, 'ms'),
      measured: importing.longestBlockMs,
    })),
    { ...atMost('I1 1,000,000 rows: memory growth', 150, 'MiB'), measured: large ? growth(large) : null },
    {
      ...atMost('I1: peak memory, 1,000,000 ÷ 250,000 rows', 1.25),
      measured: quotient(large?.memoryPeakMiB, of(HALF_SIZE_IMPORT)?.memoryPeakMiB),
    },
    {
      ...atMost("I1: neighbours' p95 ÷ idle", 3),
      measured: quotient(neighbours?.importP95Ms, neighbours?.idleP95Ms),
    },
  ];
}

function writeTargets({ writings }: Results): Target[] {
  const time = (title: string, variant: string) =>
    writings.find((writing) => writing.title === title && writing.variant === variant)?.p50Ms;
  const titles = [...new Set(writings.filter(({ writers }) => writers === 1).map(({ title }) => title))];
  return titles.map((title) => ({
    ...atMost(`updateLoan, ${title}: time ÷ UPDATE with an audit row`, 1.5),
    measured: quotient(time(title, 'riskgraph'), time(title, 'limit')),
  }));
}

const atLeast = (what: string, target: number) => ({ what, bound: 'at least', target, unit: '×' }) as const;
const atMost = (what: string, target: number, unit: Target['unit'] = '×') =>
  ({ what, bound: 'at most', target, unit }) as const;

const quotient = (above: number | null | undefined, below: number | null | undefined): number | null =>
  above == null || below == null ? null : above / below;
