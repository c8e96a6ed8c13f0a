import { difference } from '../../../examples/frontend/src/numbers/difference.ts';

test.each([
  ['0.10', '0.30', '0.20'],
  ['0.30', '0.10', '-0.20'],
  ['5.00', '5.00', '0.00'],
  ['-1.50', '0.25', '1.75'],
  ['99.99', '100.00', '0.01'],
  ['7', '5', '-2'],
  // More digits than a float holds.
  ['9007199254740993.01', '9007199254740993.02', '0.01'],
])('from %s to %s it is %s', (before, after, change) => {
  expect(difference(before, after)).toBe(change);
});
