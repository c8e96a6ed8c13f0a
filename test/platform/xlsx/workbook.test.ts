import { readXlsx } from 'hucre/xlsx';
import { numberCell, textCell } from '../../../src/platform/xlsx/cell.ts';
import { type Sheet, workbook } from '../../../src/platform/xlsx/workbook.ts';

const sheet = (name: string, rows: Sheet['rows']): Sheet => ({
  name,
  title: `About ${name}`,
  headings: ['text', 'number'],
  widths: [20, 10],
  rows,
});

async function bytesOf(sheets: Sheet[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of workbook(sheets)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a workbook', () => {
  it('has a sheet for each table: a title, headings, rows', async () => {
    const { sheets } = await readXlsx(
      await bytesOf([sheet('one & only', [[textCell('a'), numberCell(1)]]), sheet('two', [])]),
    );
    expect(sheets.map(({ name, rows }) => ({ name, rows }))).toEqual([
      {
        name: 'one & only',
        rows: [
          ['About one & only', null],
          ['text', 'number'],
          ['a', 1],
        ],
      },
      {
        name: 'two',
        rows: [
          ['About two', null],
          ['text', 'number'],
        ],
      },
    ]);
  });

  it('is the same bytes whenever it is written', async () => {
    const once = () => bytesOf([sheet('s', [[textCell('a'), null]])]);
    expect((await once()).equals(await once())).toBe(true);
  });

  it('is made of rows as they come: none is read ahead, and none is kept', async () => {
    let read = 0;
    async function* rows() {
      for (; read < 20_000; read += 1) yield [textCell(`row ${read}`), numberCell(read)];
    }
    const readAt: number[] = [];
    for await (const piece of workbook([sheet('s', rows())])) if (piece.length > 0) readAt.push(read);
    const steps = readAt.slice(1).map((at, place) => at - (readAt[place] ?? 0));
    // A piece is what 16 KiB of packed rows come to: some 2,000 of these.
    expect(Math.max(...steps)).toBeLessThan(5_000);
    expect(read).toBe(20_000);
  });

  it('throws what its rows throw, and reads no further', async () => {
    let isClosed = false;
    async function* rows() {
      try {
        yield [textCell('a')];
        throw new Error('The book is gone.');
      } finally {
        isClosed = true;
      }
    }
    await expect(bytesOf([sheet('s', rows())])).rejects.toThrow('The book is gone.');
    expect(isClosed).toBe(true);
  });
});
