import { MAX_ROW_CHARACTERS } from '../../../../src/subgraphs/credit/import/csv-records.ts';
import { type CsvRow, csvRows } from '../../../../src/subgraphs/credit/import/csv-rows.ts';
import { CsvText } from '../../../../src/subgraphs/credit/import/csv-text.ts';
import { collect, inPieces, issuesOf } from './pieces.ts';

const columns = { required: ['loan_id', 'borrower'], optional: ['country'] };

async function* letters(text: string, size: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}
const rowsIn = async (text: AsyncIterable<string>) => (await collect(csvRows(text, columns))).flat();
const rowsOf = (file: string, size = 65_536) => rowsIn(letters(file, size));
const cellsOf = async (file: string, size?: number) =>
  (await rowsOf(file, size)).map(({ cells }) => (cells ? Object.values(cells).join('|') : null));
const refused = (file: string, size?: number) => issuesOf(rowsOf(file, size));

describe('rows', () => {
  test('by the names of their columns, in any order and case', async () => {
    expect(await rowsOf(' Country ,BORROWER,Loan_Id\nUK,Acme,L1\n')).toEqual([
      { row: 1, cells: { country: 'UK', borrower: 'Acme', loan_id: 'L1' } },
    ]);
  });

  test.each([1, 2, 3, 65_536])('quotes, line breaks and both line ends, in pieces of %i', async (size) => {
    const file =
      'loan_id,borrower\r\nL1,"Acme, ""the"" firm"\r\nL2,"two\r\nlines; one\ncell"\r\n,\r\n"",L4" tape';
    const expected = ['L1|Acme, "the" firm', 'L2|two\r\nlines; one\ncell', '|', '|L4" tape'];
    expect(await cellsOf(file, size)).toEqual(expected);
    expect(await cellsOf(file.replaceAll('\r\n', '\n'), size)).toEqual(
      expected.map((row) => row.replace('\r\n', '\n')),
    );
  });

  test.each([1, 65_536])('semicolons, found in the header, in pieces of %i', async (size) => {
    expect(await cellsOf('loan_id;"borrower";country\nL1;Acme, Ltd;"a;b"\n', size)).toEqual([
      'L1|Acme, Ltd|a;b',
    ]);
    expect(await cellsOf('\n"loan_id","borrower",country\nL1;2,Acme,\n', size)).toEqual(['L1;2|Acme|']);
  });

  test.each([1, 65_536])('a line break in a quoted name, in pieces of %i', async (size) => {
    expect(await cellsOf('"loan_id\n";borrower\nL1;Acme, Ltd', size)).toEqual(['L1|Acme, Ltd']);
  });

  test('blank lines are no rows and are not counted; a row of empty cells is one', async () => {
    const rows = await rowsOf('\n  \nloan_id,borrower\n\nL1,a\n \r\n\n,\nL3,c\n\n');
    expect(rows.map(({ row, cells }) => `${row} ${cells?.loan_id}`)).toEqual(['1 L1', '2 ', '3 L3']);
  });

  test('a header alone is a file of no rows', async () => {
    expect(await rowsOf('loan_id,borrower')).toEqual([]);
    expect(await rowsOf('loan_id,borrower\r\n')).toEqual([]);
  });

  test('a row of another length is a complaint, and the next one is read', async () => {
    const rows = await rowsOf('loan_id,borrower\nL1\nL2,a,b\nL3,c');
    expect(rows.map(({ complaint }) => complaint?.code)).toEqual([
      'WRONG_COLUMN_COUNT',
      'WRONG_COLUMN_COUNT',
      undefined,
    ]);
    expect(rows[1]).toEqual({
      row: 2,
      complaint: { code: 'WRONG_COLUMN_COUNT', message: 'the row has 3 cells, the header has 2' },
    });
  });

  test('whatever a writer quotes comes back', async () => {
    const parts = ['a', '"', ',', ';', '\n', '\r\n', '\r', ' ', 'é', '😀', ''];
    // Every ordered triple of parts: 1331 cells.
    const cells = parts.flatMap((a) => parts.flatMap((b) => parts.map((c) => a + b + c)));
    const file = `loan_id,borrower\n${cells.map((cell) => `L,"${cell.replaceAll('"', '""')}"`).join('\n')}`;
    for (const size of [1, 64, 65_536]) {
      expect((await rowsOf(file, size)).map((row) => row.cells?.borrower)).toEqual(cells);
    }
  });
});

describe('a header that is refused', () => {
  test('with all its faults at once', async () => {
    expect(await refused('loan_id,Country,colour,country,,colour\n1,2,3,4,5,6')).toEqual([
      'file: missing column "borrower"',
      'file: unknown columns "colour", ""; known: loan_id, borrower, country',
      'file: repeated columns "country", "colour"',
    ]);
  });

  test.each(['', '\n \n\n'])('because there is none: %j', async (file) => {
    expect(await refused(file)).toEqual(['file: the file has no header row']);
  });

  test('because it has too many columns', async () => {
    expect(await refused(Array(101).fill('x').join())).toEqual([
      'file: the header has 101 columns; at most 100 are allowed',
    ]);
  });

  test('because it never ends', async () => {
    expect((await refused(`loan_id,"borrower${'x\n'.repeat(100_000)}`))[0]).toMatch(
      /^file: the header is longer than/,
    );
  });
});

describe('a file that is refused', () => {
  const start = 'loan_id,borrower\nL1,a\n\n';

  test.each([1, 65_536])('for a quote that is never closed, in pieces of %i', async (size) => {
    expect(await refused(`${start}L2,"b\nL3,c\n`, size)).toEqual([
      'file: row 2 has a quote that is not closed',
    ]);
  });

  test.each([1, 65_536])('for text after a closing quote, in pieces of %i', async (size) => {
    expect((await refused(`${start}L2,"b"c\n`, size))[0]).toMatch(
      /^file: row 2 has text after a closing quote/,
    );
  });

  test('for lines that end in CR alone', async () => {
    expect((await refused('loan_id,borrower\rL1,a\r'))[0]).toMatch(/^file: the header ends in CR alone/);
  });

  test('for a row that is too long, and reads no further', async () => {
    let pieces = 0;
    async function* endless(): AsyncGenerator<string> {
      yield `${start}L2,"`;
      for (; ; pieces++) yield 'L3,c\n'.repeat(1000);
    }
    await expect(rowsIn(endless())).rejects.toThrow(
      /row 2 is longer than 65,536 characters; is a quote not closed\?/,
    );
    expect(pieces).toBeLessThan(20);
  });

  test('not for the longest row', async () => {
    const longest = 'x'.repeat(MAX_ROW_CHARACTERS - 'L2,\n'.length);
    expect(await cellsOf(`${start}L2,${longest}\n`)).toEqual(['L1|a', `L2|${longest}`]);
    expect((await refused(`${start}L2,${longest}x\n`))[0]).toMatch(/^file: row 2 is longer than/);
  });
});

describe('streaming', () => {
  /** A piece holds fewer rows than this, and one is read in advance. */
  const MAX_ROWS_AHEAD = 3_000;

  async function* oneByOne(pieces: AsyncIterable<CsvRow[]>) {
    for await (const rows of pieces) yield* rows;
  }

  /** Counts the rows that were asked of it. */
  function source(count: number) {
    const state = { made: 0, isClosed: false };
    async function* bytes(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('loan_id,borrower\n');
        while (state.made < count) {
          const lines = Array.from(
            { length: 1000 },
            (_, index) => `L${state.made + index + 1},Møller & Søn\n`,
          );
          state.made += 1000;
          yield Buffer.from(lines.join(''));
        }
      } finally {
        state.isClosed = true;
      }
    }
    return { state, rows: csvRows(new CsvText(bytes()), columns) };
  }

  test('200,000 rows: the source is never far ahead of the reader', async () => {
    const { state, rows } = source(200_000);
    let furthest = 0;
    let last = 0;
    for await (const { row, cells } of oneByOne(rows)) {
      furthest = Math.max(furthest, state.made - row);
      last = row;
      if (cells?.loan_id !== `L${row}`) throw new Error(`row ${row} is ${cells?.loan_id}`);
    }
    expect(last).toBe(200_000);
    expect(furthest).toBeLessThan(MAX_ROWS_AHEAD);
  });

  test('a reader that stops early closes the source', async () => {
    const { state, rows } = source(200_000);
    for await (const { row } of oneByOne(rows)) if (row === 10) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(state.isClosed).toBe(true);
    expect(state.made).toBeLessThan(MAX_ROWS_AHEAD);
  });

  test('an error of the source reaches the reader', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'loan_id,borrower\nL1,a\n';
      throw new Error('connection lost');
    }
    await expect(rowsIn(broken())).rejects.toThrow('connection lost');
  });

  test('bad bytes late in a file are an error of the file', async () => {
    const file = Buffer.concat([
      Buffer.from(`loan_id,borrower\n${'L1,a\n'.repeat(50_000)}`),
      Buffer.from([0xe9, 10]),
    ]);
    await expect(rowsIn(new CsvText(inPieces(file)))).rejects.toThrow('not UTF-8');
  });

  test('a row beyond the million is refused', async () => {
    const lines = 'a,b\n'.repeat(10_000);
    async function* long(): AsyncGenerator<string> {
      yield 'loan_id,borrower\n';
      for (let block = 0; block < 100; block++) yield lines;
      yield 'one,more';
    }
    let count = 0;
    const read = async () => {
      for await (const rows of csvRows(long(), columns)) count += rows.length;
    };
    await expect(read()).rejects.toThrow('more than 1,000,000 rows');
    expect(count).toBe(1_000_000);
  });
});
