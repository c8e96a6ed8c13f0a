import { shown } from '../../../../src/subgraphs/credit/fields/complaint.ts';

test.each([
  ['1e3', '"1e3"'],
  ['', '""'],
  ['x'.repeat(40), `"${'x'.repeat(40)}"`],
  ['x'.repeat(41), `"${'x'.repeat(39)}…"`],
  // Each emoji is one character of two code units.
  ['😀'.repeat(40), `"${'😀'.repeat(40)}"`],
  ['😀'.repeat(1000), `"${'😀'.repeat(39)}…"`],
  ['a\u0000b\nc\u0085', '"a\\u0000b\\u000ac\\u0085"'],
  ['right\u202eto left', '"right\\u202eto left"'],
  ['half \ud800', '"half \\ud800"'],
])('%j is shown as %s', (value, text) => expect(shown(value)).toBe(text));
