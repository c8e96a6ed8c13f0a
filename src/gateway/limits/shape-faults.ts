import type { Shape } from './document-shape.ts';
import {
  MAX_ALIASES,
  MAX_DEPTH,
  MAX_DIRECTIVES,
  MAX_INTROSPECTION_DEPTH,
  MAX_ROOT_FIELDS,
} from './limits.ts';

/** What is beyond a limit in the document itself, all at once: which limit, what was found, what is allowed. */
export function shapeFaults(
  { depth, introspectionDepth, aliases, fields }: Shape,
  directives: number,
): string[] {
  const faults: [number, number, string][] = [
    [depth, MAX_DEPTH, 'levels of fields'],
    [introspectionDepth, MAX_INTROSPECTION_DEPTH, 'levels of introspection'],
    [aliases, MAX_ALIASES, 'aliases'],
    [fields, MAX_ROOT_FIELDS, 'root fields'],
    [directives, MAX_DIRECTIVES, 'directives'],
  ];
  return faults
    .filter(([found, most]) => found > most)
    .map(([found, most, what]) => `The document has ${shown(found)} ${what}; at most ${most} are allowed.`);
}

/** A bomb of fragments has more of everything than a number says exactly. */
const shown = (found: number): string =>
  found > Number.MAX_SAFE_INTEGER ? found.toExponential(1) : found.toLocaleString('en-US');
