/** The value that a share of the values is at most, by nearest rank; of ascending values. NaN of none. */
export function percentile(ascending: number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN;
}

/** The middle value, or the mean of the two. NaN of none. */
export function median(values: number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = ascending.length / 2;
  const pair = [ascending[Math.floor(middle - 0.5)], ascending[Math.floor(middle)]];
  return ((pair[0] ?? Number.NaN) + (pair[1] ?? Number.NaN)) / 2;
}
