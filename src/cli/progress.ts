import { Presets, SingleBar } from 'cli-progress';

/** A bar over the bytes of a file; nothing where the output is no terminal. */
export function showProgress(totalBytes: number): { advance(bytes: number): void; stop(): void } {
  if (!process.stderr.isTTY) return { advance: () => {}, stop: () => {} };
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {value} of {total} bytes', clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(totalBytes, 0);
  return { advance: (bytes) => bar.increment(bytes), stop: () => bar.stop() };
}
