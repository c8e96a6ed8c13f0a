import { shortened } from './shortened.ts';

const line = (length: number) => 'x'.repeat(length);

test('what fits on a line stands on one', () => {
  expect(shortened({ a: null, b: ['1', 2], c: { d: [{ e: true }] } })).toBe(
    '{ "a": null, "b": ["1", 2], "c": { "d": [{ "e": true }] } }',
  );
});

test('of a list the first two items are shown, and how many follow', () => {
  const list = [1, 2, 3, 4].map((n) => ({ n }));
  expect(shortened({ list })).toBe(`{
  "list": [
    { "n": 1 },
    { "n": 2 }
    // and 2 more
  ]
}`);
});

test('of a list of plain values the first five', () => {
  expect(shortened([1, 2, 3, 4, 5])).toBe('[1, 2, 3, 4, 5]');
  expect(shortened([1, 2, 3, 4, 5, 6, 7])).toBe('[1, 2, 3, 4, 5 /* and 2 more */]');
});

test('fields fill their lines, and one that needs several begins its own', () => {
  const long = line(60);
  expect(shortened({ a: 1, b: long, c: long, d: { e: long, f: long }, g: 2 })).toBe(`{
  "a": 1, "b": "${long}",
  "c": "${long}",
  "d": {
    "e": "${long}",
    "f": "${long}"
  },
  "g": 2
}`);
});
