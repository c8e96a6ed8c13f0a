import { forgivingGraph } from '../graph.ts';
import { MUTATIONS } from '../verdicts/mutations.ts';
import { QUERIES } from '../verdicts/queries.ts';
import { isCursor, type Position, positionsIn } from './positions.ts';
import { NO_NAMES, UNIQUE, VALUES } from './values.ts';

const positions = positionsIn(await forgivingGraph());

/** The id that a root field is about: tried, for every role and corner, by the matrix. */
const namesItsThing = ({ type, field, path }: Position) =>
  path.length === 1 &&
  (type === 'Subscription' ||
    (type === 'Query' && QUERIES[field]?.otherwise !== 'list') ||
    (type === 'Mutation' && MUTATIONS[field]?.names));

test('everywhere that a text or an id may be written, it is known what it names', () => {
  const known = { ...VALUES, ...UNIQUE };
  const unknown = positions.filter(
    (position) =>
      !(
        position.name in known ||
        NO_NAMES.includes(position.name) ||
        isCursor(position) ||
        namesItsThing(position)
      ),
  );
  expect(unknown.map(({ name }) => name)).toEqual([]);
  const names = positions.map(({ name }) => name);
  expect([...Object.keys(known), ...NO_NAMES].filter((name) => !names.includes(name))).toEqual([]);
});
