import { parseLoanStatus } from '../../../../src/subgraphs/credit/loan/loan-status.ts';

test.each([
  ['Performing', 'PERFORMING'],
  [' watch list ', 'WATCH_LIST'],
  ['WATCH_LIST', 'WATCH_LIST'],
  ['Non-Performing', 'NON_PERFORMING'],
  ['NON_PERFORMING', 'NON_PERFORMING'],
  ['dEFAULTED', 'DEFAULTED'],
])('%j is %s', (text, status) => expect(parseLoanStatus(text)).toBe(status));

test.each(['', 'Default', 'WatchList', 'constructor'])('%j is no status', (text) =>
  expect(parseLoanStatus(text)).toBeNull());
