/** Where two answers differ first, as a path with both values; null where they are the same to the last digit. */
export function firstDifference(expected: unknown, found: unknown, path = 'data'): string | null {
  if (Object.is(expected, found)) return null;
  if (!isObject(expected) || !isObject(found) || Array.isArray(expected) !== Array.isArray(found)) {
    return `${path}: ${shown(found)} instead of ${shown(expected)}`;
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const name of names) {
    const difference = firstDifference(expected[name], found[name], `${path}.${name}`);
    if (difference) return difference;
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const shown = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 100);
