import { Readable } from 'node:stream';
import { MAX_KEPT_ERRORS } from '../../../../src/subgraphs/credit/import/import-error.type.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { type Desk, HEADER, loanFile, openDesk, sent } from './desk.ts';

const ROWS = Number(process.env.IMPORT_ROWS ?? 100_000);
const MEGABYTE = 1024 * 1024;

const database = useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(database);
});

/** A file of many rows that is nowhere as a whole. */
function manyLoans(amountOf: (row: number) => string): Readable {
  const line = (row: number) =>
    `L-${row},Borrower ${row % 5_000},${amountOf(row)},5.25,Retail,2030-01-01,BBB+,Performing,Chad\n`;
  return Readable.from(
    (function* () {
      yield Buffer.from(`${HEADER},country\n`);
      for (let row = 1; row <= ROWS; row += 1_000) {
        const rows = Array.from({ length: Math.min(1_000, ROWS - row + 1) }, (_, index) => line(row + index));
        yield Buffer.from(rows.join(''));
      }
    })(),
    { objectMode: false },
  );
}

test('a large file takes no memory of its size', async () => {
  const { id } = await desk.openBook();
  let peakBytes = 0;
  const startBytes = process.memoryUsage().rss;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
  }, 20);
  const start = performance.now();
  const input = { portfolioId: id, file: sent(manyLoans(String)) };
  const { run, errors } = await desk.send('importLoans', desk.manager, input);
  clearInterval(watch);
  if (process.env.IMPORT_ROWS) {
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    process.stderr.write(`${ROWS} rows: ${seconds} s, ${(peakBytes - startBytes) / MEGABYTE} MB\n`);
  }
  expect(errors).toEqual([]);
  expect(run).toMatchObject({ totalRows: ROWS, created: ROWS, failed: 0 });
}, 600_000);

test('of very many errors the first are kept, all are counted', async () => {
  const { id } = await desk.openBook();
  const input = { portfolioId: id, file: sent(manyLoans(() => '-1')) };
  const { run } = await desk.send('importLoans', desk.manager, input);
  expect(run).toMatchObject({ totalRows: ROWS, successful: 0, failed: ROWS, errorCount: ROWS });
  const [kept] = await database.query(
    'select count(*)::int as count, max("row")::int as last from import_errors',
  );
  expect(kept).toEqual({ count: MAX_KEPT_ERRORS, last: MAX_KEPT_ERRORS });
}, 600_000);

test('the first errors are kept in order where rows have some of their own and some that the book tells', async () => {
  const { id, key } = await desk.openBook();
  const rows = 6_000;
  const file = loanFile(...Array.from({ length: rows }, () => ({ amount: '-1' })));
  const run = await desk.importLoans(id, file);
  expect(run).toMatchObject({ failed: rows, errorCount: 2 * rows - 1 });
  const kept = await database.query<{ row: number; code: string }>(
    `select e.row, e.code from import_errors e join import_runs r on r.id = e.import_run_id
     where r.portfolio_id = ? order by e.position`,
    [key],
  );
  const pairs = Array.from({ length: rows }, (_, index) => [
    { row: index + 1, code: 'DUPLICATE_IN_FILE' },
    { row: index + 1, code: 'OUT_OF_RANGE' },
  ]);
  // The first row repeats nobody.
  expect(kept).toEqual(pairs.flat().slice(1, MAX_KEPT_ERRORS + 1));
});
