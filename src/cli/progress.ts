import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  advance(count: number): void;
  stop(): void;
}

/** A bar over the bytes of a file, or over rows; nothing where nobody looks at a terminal. */
export function showProgress(total: number, unit: 'bytes' | 'rows' = 'bytes'): Progress {
  if (!process.stderr.isTTY) return { advance: () => {}, stop: () => {} };
  const bar = new SingleBar(
    { format: `{bar} {percentage} % | {value} of {total} ${unit}`, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { advance: (count) => bar.increment(count), stop: () => bar.stop() };
}
