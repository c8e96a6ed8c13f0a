import fc from 'fast-check';
import { useTestDatabase } from '../../../support/database.ts';
import { type Desk, inShort, openDesk } from './desk.ts';
import { anyFile, OPTIONAL, REQUIRED } from './random-file.ts';
import { type Policies, type SlowBook, slowImport } from './slow-import.ts';

const SHOWN_ERRORS = 100;
const COLUMNS = [...REQUIRED, ...OPTIONAL];

const database = useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(database);
});

const anyPolicies: fc.Arbitrary<Policies> = fc.record({
  errorPolicy: fc.constantFrom('SKIP_INVALID_ROWS', 'SKIP_INVALID_ROWS', 'REJECT_ALL'),
  onDuplicate: fc.constantFrom('REJECT_ROW', 'UPDATE'),
  dryRun: fc.constantFrom(false, false, true),
});

/** The stored loans in the order in which they came. */
async function stored(bookKey: string): Promise<object[]> {
  const texts = COLUMNS.map((column) => `${column}::text`).join(', ');
  return database.query(`select ${texts}, version from loans where portfolio_id = ? order by id`, [bookKey]);
}

const expected = (book: SlowBook): object[] =>
  [...book.values()].map((loan) => ({
    ...Object.fromEntries(COLUMNS.map((column) => [column, null])),
    ...loan,
  }));

test('whatever files come, one after the other, the book and the runs are those of a slow reading', async () => {
  const seen = { created: 0, updated: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyFile, anyPolicies), { minLength: 2, maxLength: 4, size: 'max' }),
      async (files) => {
        const { id, key } = await desk.openBook();
        let book: SlowBook = new Map();
        for (const [{ header, rows, text }, policies] of files) {
          const slow = slowImport(book, header, rows, policies);
          const run = await desk.importLoans(id, text, policies);
          expect(run).toMatchObject(slow.run);
          expect(inShort(run.errors)).toEqual(slow.errors.slice(0, SHOWN_ERRORS));
          expect(await stored(key)).toEqual(expected(slow.book));
          book = slow.book;
          for (const what of ['created', 'updated', 'failed'] as const) seen[what] += slow.run[what];
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
}, 300_000);
