import { readdir, readFile } from 'node:fs/promises';
import { demoGraph } from '../../src/demo/demo-graph.ts';
import { loadDemo } from '../../src/demo/load-demo.ts';
import { type GraphAs, graphAs, openGraph } from '../../src/graph-as.ts';
import { clockAt, contextFor, NOW, TEST_SECRET } from '../support/context.ts';
import { useTestDatabase } from '../support/database.ts';

const EXAMPLES = 'schema/operations/examples';
const names = (await readdir(EXAMPLES)).sort();

/** Where in an answer nothing was found: a query that shows nothing explains nothing. */
const emptyPlaces = (value: unknown, place: string): string[] => {
  if (Array.isArray(value)) {
    if (value.length === 0) return [place];
    return value.flatMap((item, index) => emptyPlaces(item, `${place}.${index}`));
  }
  if (value && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) => emptyPlaces(item, `${place}.${key}`));
  }
  return [];
};

describe('the examples of the playground, on the demo book', () => {
  const database = useTestDatabase();
  let ask: GraphAs;
  beforeAll(async () => {
    const graph = await openGraph(database.orm, TEST_SECRET, clockAt(NOW));
    const admin = { adminUsername: 'admin', adminPassword: 'Correct-horse-1' };
    await graph.house.directory.createFirstAccount(admin, contextFor(database, null));
    await loadDemo(demoGraph(graph, 'admin'), NOW.slice(0, 10));
    ask = await graphAs(graph, 'demo.analyst');
  }, 60_000);

  test.each(names)('%s answers, and shows something in every list', async (name) => {
    const data = await ask(await readFile(`${EXAMPLES}/${name}`, 'utf8'), {});
    expect(emptyPlaces(data, 'data')).toEqual([]);
  });
});
