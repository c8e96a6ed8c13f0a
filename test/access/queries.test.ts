import { ROLES } from '../../src/platform/security/viewer.ts';
import { contextFor } from '../support/context.ts';
import { everyPath, type Path } from './documents/paths.ts';
import { forgivingGraph } from './graph.ts';
import { EXPOSURES } from './lenders/corner.ts';
import { useTwoLenders } from './lenders/ground.ts';
import { CALLERS, type Caller } from './lenders/two-lenders.ts';
import { expectedList, LISTS, observedList } from './lists.ts';
import { ask } from './observe.ts';
import { expectOnPage } from './page.ts';
import { Reached } from './reached.ts';
import { cornersFor, expectedTable, observedTable, type Table } from './reads.ts';
import { covers } from './scope.ts';
import { QUERIES, type QueryVerdict } from './verdicts/queries.ts';
import type { ByRole } from './verdicts/roles.ts';
import { TYPES } from './verdicts/types.ts';

const schema = await forgivingGraph();
const paths = everyPath(schema);
const ground = useTwoLenders(schema);

/** The sections of the page: fields of Query, things by their id, fields that not everybody reads who sees the object. */
const seen = { queries: new Reached(), things: new Reached(), fields: new Reached() };
let outcomeCount = 0;

/** What a path showed of the things that it begins at, for the page. */
function note(path: Path, caller: Caller, table: Table): void {
  const corners = cornersFor(path, ground, caller).filter(({ name }) => name !== 'all');
  const [root, ...further] = path as [Path[0] & {}, ...Path];
  const shownIn = (field?: string) =>
    corners.filter(({ name }) => (field ? table[name]?.shown?.includes(field) : table[name]?.shown));
  if (corners.length === 0) return;
  const standings = shownIn().map(({ standing }) => standing);
  if (['node', 'nodes'].includes(root.field)) seen.things.note(root.target, caller, standings);
  else if (further.length === 0) seen.queries.note(root.field, caller, standings);
  for (const field of Object.keys(TYPES[path.at(-1)!.target]?.guarded ?? {}))
    seen.fields.note(
      `${path.at(-1)!.target}.${field}`,
      caller,
      shownIn(field).map(({ standing }) => standing),
    );
}

describe.each([
  ['by aliases', 'plain'],
  ['in fragments, with every argument', 'dressed'],
] as const)('every field of every object, over every field that leads to it, %s', (_words, style) => {
  const cases = paths.map(
    (path) => [`${path.map(({ field }) => field).join('.')}: ${path.at(-1)!.target}`, path] as const,
  );

  test.each(cases)('%s', async (_name, path) => {
    for (const caller of CALLERS) {
      const observed = await observedTable(path, ground, caller, style);
      const table = expectedTable(path, ground, caller);
      expect({ caller, ...observed }).toEqual({ caller, table, trespasses: [] });
      note(path, caller, observed.table);
      outcomeCount += Object.values(table).flatMap(Object.values).flat().length;
    }
  });
});

test.each(LISTS)('%s lists all that the verdict says, and nothing else', async (field) => {
  for (const caller of CALLERS) {
    const expected = expectedList(field, ground, caller);
    const { keys, count } = await observedList(field, ground, caller);
    expect({ caller, keys }).toEqual({ caller, keys: [...expected.keys()].sort() });
    if (count !== null) expect(count).toBe(expected.size);
    seen.queries.note(
      field,
      caller,
      keys.map((key) => expected.get(key) ?? null),
    );
  }
});

test('numbers over all portfolios are of those that the verdict says', async () => {
  const { reach } = QUERIES.analytics as QueryVerdict;
  for (const caller of ROLES) {
    const viewer = ground.lenders.a.viewers[caller];
    const document = '{ analytics { summary { totalExposure } } }';
    const { data } = await ask(schema, document, contextFor(ground.database, viewer));
    const corners = Object.values(ground.lenders.corners).filter(({ standing }) =>
      covers((reach as ByRole)[caller], viewer, standing!),
    );
    const totalExposure = corners.reduce((sum, { name }) => sum + EXPOSURES[name]!, 0).toFixed(2);
    expect({ caller, data }).toEqual({ caller, data: { analytics: { summary: { totalExposure } } } });
  }
});

test('the schema makes tens of thousands of cases', () => {
  expect(outcomeCount).toBeGreaterThan(30_000);
});

test('docs/access.md says what was seen', async () => {
  await expectOnPage('queries', seen.queries.rows(ground.lenders));
  await expectOnPage('things', seen.things.rows(ground.lenders));
  await expectOnPage('fields', seen.fields.rows(ground.lenders));
});
