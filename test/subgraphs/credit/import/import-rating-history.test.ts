import { useTestDatabase } from '../../../support/database.ts';
import { type Desk, inShort, loanFile, openDesk } from './desk.ts';

const HEADER = 'loan_id,snapshot_date,credit_rating';
const JANUARY = `${HEADER}\nL-1,2026-01-31,BB`;

const database = useTestDatabase();
let desk: Desk;
let book: { key: string; id: string };
beforeAll(async () => {
  desk = await openDesk(database);
});
beforeEach(async () => {
  book = await desk.openBook();
  await desk.importLoans(book.id, loanFile({ loan_id: 'L-1' }, { loan_id: 'L-2' }));
});

const ratings = async () =>
  (
    await database.query(
      `select l.loan_id || ' ' || h.snapshot_date || ' ' || h.credit_rating as text, h.tenant_id::text as tenant
       from rating_history h join loans l on l.id = h.loan_id where l.portfolio_id = ? order by l.loan_id, h.snapshot_date`,
      [book.key],
    )
  ).map(({ text }) => text);

describe('a file of ratings', () => {
  test('goes into the history, withdrawn ratings too; the loans stay as they are', async () => {
    const version = Number(await desk.dataVersionOf(book.key));
    const run = await desk.importRatings(book.id, `${JANUARY}\nL-1,2026-02-28,nr\nL-2,2026-01-31,D`);
    expect(run).toMatchObject({ kind: 'RATING_HISTORY', totalRows: 3, created: 3, updated: 0, failed: 0 });
    expect(await ratings()).toEqual(['L-1 2026-01-31 BB', 'L-1 2026-02-28 NR', 'L-2 2026-01-31 D']);
    expect(run.before).toEqual(run.after);
    expect(await desk.loansOf(book.key)).toMatchObject([
      { credit_rating: 'BBB', version: 1 },
      { version: 1 },
    ]);
    expect(Number(await desk.dataVersionOf(book.key))).toBe(version + 1);
  });

  test('may come with semicolons and columns in any order', async () => {
    await desk.importRatings(book.id, 'Credit_Rating; loan_id ;SNAPSHOT_DATE\r\naa-; L-1 ; 2026-01-31 \r\n');
    expect(await ratings()).toEqual(['L-1 2026-01-31 AA-']);
  });

  test('has errors for loans that are not in the book, days that occur twice, and what cannot be read', async () => {
    const other = await desk.openBook();
    await desk.importLoans(other.id, loanFile({ loan_id: 'X-1' }));
    const run = await desk.importRatings(
      book.id,
      `${JANUARY}
X-1,2026-01-31,A
L-1,2026-01-31,A
L-2,31.01.2026,
L-2,2026-01-31,
L-2,2026-01-31,A
X-1,2026-01-31,F
${'9'.repeat(51)},2026-01-31,A
L-1`,
    );
    expect(inShort(run.errors)).toEqual([
      '2 X-1 loan_id UNKNOWN_LOAN',
      '3 L-1 snapshot_date DUPLICATE_IN_FILE',
      '4 L-2 snapshot_date INVALID_DATE',
      '4 L-2 credit_rating REQUIRED',
      '5 L-2 credit_rating REQUIRED',
      '6 L-2 snapshot_date DUPLICATE_IN_FILE',
      '7 X-1 loan_id UNKNOWN_LOAN',
      '7 X-1 snapshot_date DUPLICATE_IN_FILE',
      '7 X-1 credit_rating UNKNOWN_RATING',
      '8 null loan_id TOO_LONG',
      '9 null null WRONG_COLUMN_COUNT',
    ]);
    expect(run).toMatchObject({ totalRows: 9, created: 1, failed: 8, errorCount: 11 });
    expect(await ratings()).toEqual(['L-1 2026-01-31 BB']);
  });
});

describe('policies', () => {
  const next = `${HEADER}\nL-1,2026-01-31,AAA\nL-2,2026-01-31,AA\nL-9,2026-01-31,A`;
  const cases = [
    [
      'SKIP_INVALID_ROWS',
      'REJECT_ROW',
      { created: 1, updated: 0, failed: 2 },
      ['L-1 2026-01-31 BB', 'L-2 2026-01-31 AA'],
    ],
    [
      'SKIP_INVALID_ROWS',
      'UPDATE',
      { created: 1, updated: 1, failed: 1 },
      ['L-1 2026-01-31 AAA', 'L-2 2026-01-31 AA'],
    ],
    ['REJECT_ALL', 'REJECT_ROW', { created: 0, updated: 0, failed: 2 }, ['L-1 2026-01-31 BB']],
    ['REJECT_ALL', 'UPDATE', { created: 0, updated: 0, failed: 1 }, ['L-1 2026-01-31 BB']],
  ] as const;

  test.each(cases)('%s with %s', async (errorPolicy, onDuplicate, counts, expected) => {
    await desk.importRatings(book.id, JANUARY);
    const run = await desk.importRatings(book.id, next, { errorPolicy, onDuplicate });
    expect(run).toMatchObject({ ...counts, successful: counts.created + counts.updated });
    expect(await ratings()).toEqual(expected);
    const duplicate = onDuplicate === 'REJECT_ROW' ? ['1 L-1 snapshot_date DUPLICATE_SNAPSHOT'] : [];
    expect(inShort(run.errors)).toEqual([...duplicate, '3 L-9 loan_id UNKNOWN_LOAN']);
  });

  test.each(cases)('%s with %s, in a dry run', async (errorPolicy, onDuplicate, counts) => {
    await desk.importRatings(book.id, JANUARY);
    const version = await desk.dataVersionOf(book.key);
    const run = await desk.importRatings(book.id, next, { errorPolicy, onDuplicate, dryRun: true });
    expect(run).toMatchObject({ ...counts, dryRun: true });
    expect(await ratings()).toEqual(['L-1 2026-01-31 BB']);
    expect(await desk.dataVersionOf(book.key)).toBe(version);
  });
});
