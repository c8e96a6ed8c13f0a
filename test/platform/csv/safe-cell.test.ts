import { safeCell } from '../../../src/platform/csv/safe-cell.ts';

test.each([
  '=1+1',
  '=HYPERLINK("http://evil.example","x")',
  '+1+1',
  "+cmd|' /C calc'!A0",
  '-1+1',
  "-2+3+cmd|' /C calc'!A0",
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\t',
  '=',
  '+',
  '-',
  '@',
  '-.',
  '--1',
  '-1e',
  '-1 ',
  '-1\n=1+1',
  '+44 20 7946 0000',
  '-∞',
])('%j gets an apostrophe before it', (text) => {
  expect(safeCell(text)).toBe(`'${text}`);
});

test.each([
  '',
  'Acme',
  "'",
  'a=b',
  '1',
  '-1',
  '+1',
  '-0.05',
  '-.5',
  '+1.',
  '-1e3',
  '+1.5E-7',
  ' =1',
  '(1)',
  '1-1',
])('%j stays as it is', (text) => {
  expect(safeCell(text)).toBe(text);
});

test.each<[number | boolean | null, string]>([
  [null, ''],
  [-1.5, '-1.5'],
  [-1e-9, '-1e-9'],
  [Number.NEGATIVE_INFINITY, "'-Infinity"],
  [true, 'true'],
])('%s is written as %j', (value, cell) => {
  expect(safeCell(value)).toBe(cell);
});
