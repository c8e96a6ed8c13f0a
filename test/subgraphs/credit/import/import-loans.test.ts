import { createHash } from 'node:crypto';
import { useTestDatabase } from '../../../support/database.ts';
import { type Desk, HEADER, inShort, loanFile, openDesk } from './desk.ts';

const database = useTestDatabase();
let desk: Desk;
let book: { key: string; id: string };
beforeAll(async () => {
  desk = await openDesk(database);
  await database.query("insert into default_rates values (?, 'BBB', '0.01', '0.4', '0.5')", [
    desk.a.tenantId,
  ]);
});
beforeEach(async () => {
  book = await desk.openBook();
});

describe('a file of loans', () => {
  test('goes into the book, and the run says what it did', async () => {
    const file = loanFile({ loan_id: 'L-1', amount: '300' }, { loan_id: 'L-2', borrower: 'Bolt' });
    const run = await desk.importLoans(book.id, file);
    expect(run).toMatchObject({
      kind: 'LOANS',
      fileName: 'book.csv',
      fileSha256: createHash('sha256').update(file).digest('hex'),
      dryRun: false,
      startedAt: '2026-03-01T12:00:00.000Z',
      finishedAt: '2026-03-01T12:00:00.000Z',
      ...{ totalRows: 2, successful: 2, created: 2, updated: 0, failed: 0, errorCount: 0, errors: [] },
      portfolio: { id: book.id },
      user: { id: desk.a.ids.users.PORTFOLIO_MANAGER },
    });
    expect(await desk.loansOf(book.key)).toEqual([
      { loan_id: 'L-1', borrower: 'Acme', amount: '300.00', country: null, credit_rating: 'BBB', version: 1 },
      { loan_id: 'L-2', borrower: 'Bolt', amount: '100.00', country: null, credit_rating: 'BBB', version: 1 },
    ]);
  });

  test('is weighed before and after', async () => {
    const run = await desk.importLoans(
      book.id,
      loanFile({ loan_id: 'L-1', amount: '300' }, { loan_id: 'L-2' }),
    );
    expect(run.before).toEqual({
      loanCount: 0,
      totalExposure: '0.00',
      expectedLoss: '0.00',
      riskWeightedAssets: '0.00',
      singleNameHhi: null,
    });
    expect(run.after).toEqual({
      loanCount: 2,
      totalExposure: '400.00',
      expectedLoss: '2.40',
      riskWeightedAssets: '200.00',
      singleNameHhi: 1,
    });
  });

  test('raises the data version once', async () => {
    const before = Number(await desk.dataVersionOf(book.key));
    await desk.importLoans(book.id, loanFile({}));
    expect(Number(await desk.dataVersionOf(book.key))).toBe(before + 1);
  });

  test('may have semicolons, a byte order mark, CRLF, columns in any order and case, quotes and newlines in them', async () => {
    const run = await desk.importLoans(
      book.id,
      '\ufeffSTATUS;Loan_ID;borrower;amount;rate;sector;maturity_date;credit_rating;country\r\n' +
        'watch list; L-1 ;"Acme; ""Sons""\nand\tCo";1.5;0;Retail;1999-12-31;nr;Côte d\u2019Ivoire\r\n',
    );
    expect(inShort(run.errors)).toEqual(['1 L-1 borrower CONTROL_CHARACTER']);
    const again = await desk.importLoans(
      book.id,
      '\ufeffSTATUS;Loan_ID;borrower;amount;rate;sector;maturity_date;credit_rating;country\r\n' +
        'watch list; L-1 ;"Acme; ""Sons"" \\N \\";1.5;0;Retail;1999-12-31;nr;Côte d\u2019Ivoire\r\n',
    );
    expect(again.errors).toEqual([]);
    expect(await desk.loansOf(book.key)).toMatchObject([
      { loan_id: 'L-1', borrower: 'Acme; "Sons" \\N \\', country: 'Côte d’Ivoire', credit_rating: null },
    ]);
  });

  test('may hold no row at all', async () => {
    const before = await desk.dataVersionOf(book.key);
    const run = await desk.importLoans(book.id, HEADER);
    expect(run).toMatchObject({ totalRows: 0, successful: 0, failed: 0, errors: [] });
    expect(await desk.dataVersionOf(book.key)).toBe(before);
  });
});

describe('errors', () => {
  test('are all those of a row, in the order of its columns', async () => {
    const file = `status,amount,loan_id,borrower,rate,sector,maturity_date,credit_rating
      Fine,1e3,${'9'.repeat(250)},,100.12345,Retail,2026-02-30,ZZZ`;
    const run = await desk.importLoans(book.id, file);
    expect(run).toMatchObject({ totalRows: 1, successful: 0, failed: 1, errorCount: 8 });
    expect(inShort(run.errors)).toEqual([
      '1 null status UNKNOWN_STATUS',
      '1 null amount NOT_A_DECIMAL',
      '1 null loan_id TOO_LONG',
      '1 null borrower REQUIRED',
      '1 null rate TOO_MANY_DECIMALS',
      '1 null rate OUT_OF_RANGE',
      '1 null maturity_date INVALID_DATE',
      '1 null credit_rating UNKNOWN_RATING',
    ]);
  });

  test('name the loan, and come in the order of the file', async () => {
    await desk.importLoans(book.id, loanFile({ loan_id: 'L-9' }));
    const run = await desk.importLoans(
      book.id,
      `${loanFile({ amount: '-1' }, { loan_id: 'L-9' }, { loan_id: 'L-2' }, { loan_id: 'L-2', rate: 'x' })}\nL-3,too,short`,
    );
    expect(inShort(run.errors)).toEqual([
      '1 L-1 amount OUT_OF_RANGE',
      '2 L-9 loan_id ALREADY_EXISTS',
      '4 L-2 loan_id DUPLICATE_IN_FILE',
      '4 L-2 rate NOT_A_DECIMAL',
      '5 null null WRONG_COLUMN_COUNT',
    ]);
    expect(run.errors[2].message).toBe('row 3 has this loan_id already');
    expect(run).toMatchObject({ totalRows: 5, created: 1, failed: 4, errorCount: 5 });
  });

  test('stand against a row that repeats another which is wrong itself', async () => {
    const run = await desk.importLoans(book.id, loanFile({ amount: '0' }, {}));
    expect(inShort(run.errors)).toEqual(['1 L-1 amount OUT_OF_RANGE', '2 L-1 loan_id DUPLICATE_IN_FILE']);
    expect(run.successful).toBe(0);
  });
});

describe('policies', () => {
  const second = loanFile(
    { loan_id: 'L-1', borrower: 'New' },
    { loan_id: 'L-2' },
    { loan_id: 'L-3', amount: 'x' },
  );
  const cases = [
    ['SKIP_INVALID_ROWS', 'REJECT_ROW', { created: 1, updated: 0, failed: 2 }, ['Old 1', 'Acme 1']],
    ['SKIP_INVALID_ROWS', 'UPDATE', { created: 1, updated: 1, failed: 1 }, ['New 2', 'Acme 1']],
    ['REJECT_ALL', 'REJECT_ROW', { created: 0, updated: 0, failed: 2 }, ['Old 1']],
    ['REJECT_ALL', 'UPDATE', { created: 0, updated: 0, failed: 1 }, ['Old 1']],
  ] as const;

  test.each(cases)('%s with %s', async (errorPolicy, onDuplicate, counts, expected) => {
    await desk.importLoans(book.id, loanFile({ borrower: 'Old' }));
    const run = await desk.importLoans(book.id, second, { errorPolicy, onDuplicate });
    expect(run).toMatchObject({ ...counts, totalRows: 3, successful: counts.created + counts.updated });
    const loans = await desk.loansOf(book.key);
    expect(loans.map(({ borrower, version }) => `${borrower} ${version}`)).toEqual(expected);
  });

  test.each(cases)('%s with %s, in a dry run', async (errorPolicy, onDuplicate, counts) => {
    await desk.importLoans(book.id, loanFile({ borrower: 'Old' }));
    const before = { loans: await desk.loansOf(book.key), version: await desk.dataVersionOf(book.key) };
    const run = await desk.importLoans(book.id, second, { errorPolicy, onDuplicate, dryRun: true });
    expect(run).toMatchObject({ ...counts, dryRun: true });
    expect(run.after.loanCount).toBe(1 + counts.created);
    expect({ loans: await desk.loansOf(book.key), version: await desk.dataVersionOf(book.key) }).toEqual(
      before,
    );
  });

  test('REJECT_ALL takes a file without an error', async () => {
    const run = await desk.importLoans(book.id, loanFile({}), { errorPolicy: 'REJECT_ALL' });
    expect(run).toMatchObject({ created: 1, failed: 0 });
  });

  test('REJECT_ALL keeps the run with its errors, and not the data version', async () => {
    const version = await desk.dataVersionOf(book.key);
    const run = await desk.importLoans(book.id, loanFile({}, {}), { errorPolicy: 'REJECT_ALL' });
    expect(run).toMatchObject({ successful: 0, failed: 1, errors: [{ row: 2, code: 'DUPLICATE_IN_FILE' }] });
    expect(run.before).toEqual(run.after);
    expect(await desk.dataVersionOf(book.key)).toBe(version);
  });

  test('null is the default', async () => {
    await desk.importLoans(book.id, loanFile({}));
    const options = { errorPolicy: null, onDuplicate: null, dryRun: null };
    const run = await desk.importLoans(book.id, loanFile({}, { loan_id: 'L-2' }), options);
    expect(run).toMatchObject({ created: 1, updated: 0, failed: 1, dryRun: false });
  });

  test('an update leaves a column alone that the file lacks, and empties one that is empty', async () => {
    await desk.importLoans(book.id, `${HEADER},country\nL-1,Acme,1,1,Retail,2030-01-01,BBB,Performing,Chad`);
    await desk.importLoans(book.id, loanFile({ credit_rating: '' }), { onDuplicate: 'UPDATE' });
    expect(await desk.loansOf(book.key)).toMatchObject([
      { country: 'Chad', credit_rating: null, version: 2 },
    ]);
    const emptied = `${HEADER},country\nL-1,Acme,1,1,Retail,2030-01-01,BBB,Performing,`;
    await desk.importLoans(book.id, emptied, { onDuplicate: 'UPDATE' });
    expect(await desk.loansOf(book.key)).toMatchObject([{ country: null, version: 3 }]);
  });

  test('a loan of another book is no duplicate', async () => {
    await desk.importLoans((await desk.openBook()).id, loanFile({}));
    expect(await desk.importLoans(book.id, loanFile({}))).toMatchObject({ created: 1, failed: 0 });
  });
});
