import { chartOf } from '../../bench/report/chart.ts';
import { short, table } from '../../bench/report/table.ts';
import { isMet, targetsOf } from '../../bench/report/targets.ts';
import { textOf } from '../../bench/report/text.ts';
import { readingOf, resultsWith } from './results.ts';

const targetOf = (measured: Parameters<typeof resultsWith>[0], what: string) => {
  const target = targetsOf(resultsWith(measured)).find((each) => each.what.startsWith(what));
  return { measured: target?.measured, isMet: target && isMet(target) };
};

const firstRead = (question: string, limitMs: number, firstMs: number) => ({
  ...{ question, title: `what ${question} asks`, limitMs, firstMs },
  againMs: 1,
});

describe('the targets', () => {
  it('are not met by what was not measured', () => {
    for (const target of targetsOf(resultsWith({}))) {
      expect(target.measured).toBeNull();
      expect(isMet(target)).toBe(false);
    }
  });

  it('compare throughput at the same number of connections', () => {
    const readings = [
      readingOf('Q0', 'limit', 1, 10),
      readingOf('Q0', 'riskgraph', 9, 10),
      readingOf('Q1', 'limit', 1_000, 10),
      readingOf('Q1', 'riskgraph', 500, 10),
      readingOf('Q1', 'limit', 10, 50),
      readingOf('Q1', 'riskgraph', 900, 50),
    ];
    expect(targetOf({ readings }, 'Q1: throughput')).toEqual({ measured: 0.5, isMet: true });
  });

  it('tell what is just enough from what is just too little', () => {
    const readingsOf = (riskgraph: number) => [
      readingOf('Q2', 'limit', 100),
      readingOf('Q2', 'riskgraph', riskgraph),
    ];
    expect(targetOf({ readings: readingsOf(75) }, 'Q2: throughput ÷ limit').isMet).toBe(true);
    expect(targetOf({ readings: readingsOf(74.9) }, 'Q2: throughput ÷ limit').isMet).toBe(false);
  });

  it('hold a first read of the largest portfolio against that of a small one', () => {
    const firstReads = [firstRead('Q4 1,000', 6, 3), firstRead('Q4 1,000,000', 2_000, 12)];
    expect(targetOf({ firstReads }, "Q4 1,000: limit's time")).toEqual({ measured: 2, isMet: true });
    expect(targetOf({ firstReads }, 'Q4 1,000,000: first read after a write ÷')).toEqual({
      measured: 4,
      isMet: false,
    });
    expect(targetsOf(resultsWith({ firstReads })).find(({ unit }) => unit === 'ms')).toMatchObject({
      measured: 12,
      target: 50,
    });
  });

  it('know of memory only where it was seen', () => {
    const times = { importSeconds: 30, copySeconds: 20, longestBlockMs: 40, longestBlockCpuMs: 4 };
    const cpu = { serverCpuSeconds: 5, databaseCpuSeconds: 25, copyCpuSeconds: 20 };
    const importing = { rows: 1_000_000, megabytes: 120, ...times, ...cpu };
    const known = { ...importing, memoryBeforeMiB: 200, memoryPeakMiB: 340 };
    const unknown = { ...importing, memoryBeforeMiB: null, memoryPeakMiB: null };
    expect(targetOf({ importings: [known] }, 'I1 1,000,000 rows: memory').measured).toBe(140);
    expect(targetOf({ importings: [unknown] }, 'I1 1,000,000 rows: memory').measured).toBeNull();
    expect(targetOf({ importings: [unknown] }, 'I1 1,000,000 rows: time').measured).toBe(1.5);
    expect(targetOf({ importings: [unknown] }, 'I1 1,000,000 rows: longest').measured).toBe(40);
  });
});

describe('the text', () => {
  it('shows ratios, what failed and what is missing', () => {
    const text = textOf(
      resultsWith({
        readings: [readingOf('Q1', 'limit', 1_000), readingOf('Q1', 'riskgraph', 456)],
        missing: [{ question: 'Q3', variant: 'riskgraph', reason: 'No.' }],
        failures: [{ part: 'Writes', reason: 'Lost.' }],
      }),
    );
    expect(text).toMatch(/Throughput ÷ limit, 10 connections\n.*\n.*\nQ1 +1,000 +0\.456\n/);
    expect(text).toContain('Q3 is not available yet from riskgraph: No.');
    expect(text).toContain('FAILED: Writes: Lost.');
    expect(text).not.toContain('Imports');
  });

  it('has three digits that count', () => {
    expect([0.12345, 1.5, 12.345, 123.45, 12_345, null, Number.NaN].map(short)).toEqual([
      ...['0.123', '1.5', '12.3', '123', '12,345', '–', '–'],
    ]);
  });

  it('has tables with columns', () => {
    expect(table('Title', ['', 'a'], [['long name', '1']])).toBe(
      ['Title', '           a', '─────────  ─', 'long name  1'].join('\n'),
    );
    expect(table('Title', ['a'], [])).toBe('');
  });
});

describe('the chart', () => {
  const widthOf = (chart: string) =>
    Number(/<rect class="riskgraph" x="330" .*?width="([\d.]+)"/.exec(chart)?.[1]);
  const chartWith = (riskgraph: number) =>
    chartOf(
      resultsWith({ readings: [readingOf('Q1', 'limit', 100), readingOf('Q1', 'riskgraph', riskgraph)] }),
    );

  it('draws a bar as long as its ratio', () => {
    expect(widthOf(chartWith(100))).toBe(2 * widthOf(chartWith(50)));
  });

  it('cuts a bar that does not fit, and says how long it is', () => {
    expect(widthOf(chartWith(100_000))).toBe(widthOf(chartWith(200)));
    expect(chartWith(100_000)).toContain('>1,000 →<');
  });

  it('shows first reads after a write apart', () => {
    const chart = chartOf(resultsWith({ firstReads: [firstRead('Q4 1,000', 6, 3)] }));
    expect(chart).toContain('after a write');
  });

  it('keeps to what SVG allows', () => {
    const reading = { ...readingOf('Q1', 'limit', 1), title: 'a < b & c' };
    expect(chartOf(resultsWith({ readings: [reading] }))).toContain('a &lt; b &amp; c');
  });
});
