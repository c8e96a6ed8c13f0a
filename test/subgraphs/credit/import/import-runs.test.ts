import { load } from '../../../../src/platform/graphql/context.ts';
import { importRunByIdLoader } from '../../../../src/subgraphs/credit/import/import-run.loaders.ts';
import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { ask, type Desk, HEADER, loanFile, openDesk } from './desk.ts';

const database = useTestDatabase();
let desk: Desk;
let book: { key: string; id: string };
beforeAll(async () => {
  desk = await openDesk(database);
  book = await desk.openBook();
});

const RUNS = `query ($id: ID!, $first: Int, $after: String) {
  portfolio(id: $id) { importRuns(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id errors(first: 1) { row } portfolio { name } }
  } }
}`;

describe('Portfolio.importRuns', () => {
  test('are the newest first, in pages, errors and portfolios in one statement each', async () => {
    const ids: string[] = [];
    for (const amount of ['1', 'x', 'y'])
      ids.unshift((await desk.importLoans(book.id, loanFile({ amount }))).id);
    const { data } = await ask(database, desk.manager, RUNS, { id: book.id, first: 2 });
    const { nodes, totalCount, pageInfo } = data.portfolio.importRuns;
    expect(totalCount).toBe(3);
    expect(nodes).toEqual([
      { id: ids[0], errors: [{ row: 1 }], portfolio: { name: 'Book' } },
      { id: ids[1], errors: [{ row: 1 }], portfolio: { name: 'Book' } },
    ]);
    const rest = await ask(database, desk.manager, RUNS, {
      id: book.id,
      first: 2,
      after: pageInfo.endCursor,
    });
    expect(rest.data.portfolio.importRuns.nodes).toMatchObject([{ id: ids[2], errors: [] }]);
    const statements = await statementsDuring(database.orm, () =>
      ask(database, desk.manager, RUNS, { id: book.id }),
    );
    expect(statements).toHaveLength(4);
  });
});

describe('ImportRun.errors', () => {
  const errorsOf = (id: string, args: string) =>
    ask(
      database,
      desk.manager,
      `query ($id: ID!) { portfolio(id: $id) { importRuns(first: 1) { nodes { errors${args} { row } } } } }`,
      { id },
    );

  test('come in pages', async () => {
    const own = await desk.openBook();
    await desk.importLoans(own.id, `${HEADER}\n${'x\n'.repeat(120)}`);
    const rowsOf = async (args: string) => {
      const { data } = await errorsOf(own.id, args);
      return data.portfolio.importRuns.nodes[0].errors.map(({ row }: { row: number }) => row);
    };
    expect(await rowsOf('')).toHaveLength(100);
    expect(await rowsOf('(first: 3, after: 100)')).toEqual([101, 102, 103]);
    expect(await rowsOf('(first: 1000, after: 119)')).toEqual([120]);
    expect(await rowsOf('(after: 120)')).toEqual([]);
  });

  test.each(['(first: 0)', '(first: 1001)'])('refuse %s', async (args) => {
    const { errors } = await errorsOf(book.id, args);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: ['first'] }] });
  });
});

test('a run is found by its id where its portfolio may be read', async () => {
  const { id } = await desk.importLoans(book.id, loanFile({}));
  const find = (viewer: Desk['manager'], asked = id) =>
    load(contextFor(database, viewer), importRunByIdLoader, asked);
  expect(await find(desk.a.viewers.VIEWER)).toMatchObject({ id });
  expect(await find(desk.b.viewers.ADMIN)).toBeNull();
  expect(await find(desk.manager, 'nonsense')).toBeNull();
});
