import { bucketsOf } from '../../bench/load/cpu-profile.ts';

const SECOND = 1_000_000;
const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
});

const NODES = [
  node(1, '(root)', '', [2, 3, 6, 7]),
  node(2, '(idle)', ''),
  node(3, 'execute', 'file:///app/node_modules/@apollo/server/node_modules/graphql/execute.js', [4]),
  node(4, 'map', '', [5]),
  node(5, 'toPage', 'file:///app/dist/src/platform/paging/paged-list.js'),
  node(6, 'parse', 'node:internal/url'),
  node(7, '(garbage collector)', ''),
];

const shares = (samples: number[], lastSeconds = 100) =>
  Object.fromEntries(
    bucketsOf({ nodes: NODES, samples, timeDeltas: samples.map(() => SECOND) }, lastSeconds).map(
      ({ name, share }) => [name, share],
    ),
  );

describe('a CPU profile', () => {
  it('counts to the innermost package, to our folder, to Node, to the collector', () => {
    expect(shares([3, 5, 6, 7])).toEqual({
      graphql: 0.25,
      'riskgraph platform/paging': 0.25,
      node: 0.25,
      '(garbage collector)': 0.25,
    });
  });

  it('counts what is built in to whoever called it', () => expect(shares([4])).toEqual({ graphql: 1 }));
  it('leaves out what was idle', () => expect(shares([2, 2, 3])).toEqual({ graphql: 1 }));
  it('looks at the last seconds only', () => expect(shares([6, 6, 3, 3], 2)).toEqual({ graphql: 1 }));

  it('shows the largest share first', () => {
    const profile = { nodes: NODES, samples: [3, 6, 6], timeDeltas: [SECOND, SECOND, SECOND] };
    expect(bucketsOf(profile, 100).map(({ name }) => name)).toEqual(['node', 'graphql']);
  });
});
