import type { Reading, Results } from './results.ts';

/** Throughput over that of another variant, at the first number of connections that the question was asked over. */
export function throughputRatio(
  { readings }: Pick<Results, 'readings'>,
  question: string,
  variant: string,
  by: string,
): number | null {
  const of = (name: string): Reading | undefined =>
    readings.find((reading) => reading.question === question && reading.variant === name);
  const [above, below] = [of(variant), of(by)];
  return above && below ? above.requestsPerSecond / below.requestsPerSecond : null;
}
