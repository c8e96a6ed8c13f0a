import type { Issue } from '../../platform/errors.ts';
import { MAX_LIST_ITEMS, MAX_VALUE_DEPTH, MAX_VALUES } from './limits.ts';

/** What is beyond a limit in the variables as they came, before anything reads them. */
export function variableFaults(variables: Record<string, unknown>): Issue[] {
  const issues: Issue[] = [];
  let count = 0;

  function look(value: unknown, path: Issue['path'], depth: number): void {
    count += 1;
    if (!isNested(value)) return;
    if (depth > MAX_VALUE_DEPTH) return void issues.push(tooDeep(path));
    if (Array.isArray(value) && value.length > MAX_LIST_ITEMS) issues.push(tooLong(path, value.length));
    for (const [key, item] of entriesOf(value)) look(item, [...path, key], depth + 1);
  }

  for (const [name, value] of Object.entries(variables)) look(value, [name], 1);
  return count > MAX_VALUES ? [tooMany(count), ...issues] : issues;
}

/** A file that came with the request is an object too, but none of the caller's making. */
const isNested = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

const entriesOf = (value: object): Iterable<[string | number, unknown]> =>
  Array.isArray(value) ? value.entries() : Object.entries(value);

export const tooLong = (path: Issue['path'], found: number): Issue => ({
  path,
  message: `The list has ${found} items; at most ${MAX_LIST_ITEMS} are allowed.`,
});

export const tooDeep = (path: Issue['path']): Issue => ({
  path,
  message: `Nested more than ${MAX_VALUE_DEPTH} deep, which is the most that is allowed.`,
});

const tooMany = (found: number): Issue => ({
  path: [],
  message: `The variables hold ${found} values; at most ${MAX_VALUES} are allowed.`,
});
