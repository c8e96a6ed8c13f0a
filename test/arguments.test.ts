import { readArguments } from '../src/arguments.ts';

test('subgraphs that are named stand for the variable', () => {
  expect(readArguments([])).toEqual({});
  expect(readArguments(['--subgraphs', 'credit,node'])).toEqual({ SUBGRAPHS: 'credit,node' });
  expect(readArguments(['--subgraphs=credit'])).toEqual({ SUBGRAPHS: 'credit' });
});

test('none that is named is no setting to leave out: it must not serve all', () => {
  expect(readArguments(['--subgraphs', '']).SUBGRAPHS?.trim()).toBeTruthy();
});

test.each([['--subgraph', 'credit'], ['credit'], ['--subgraphs']])('%s %s is a fault', (...words) => {
  expect(() => readArguments(words)).toThrow(/subgraph|credit/);
});
