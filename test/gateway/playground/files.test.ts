import { inflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import type { Column, ColumnKind } from '../../../src/gateway/playground/app/results/columns.ts';
import { csvOf } from '../../../src/gateway/playground/app/results/csv.ts';
import type { ListRow } from '../../../src/gateway/playground/app/results/list-rows.ts';
import { sheetOf } from '../../../src/gateway/playground/app/results/xlsx-sheet.ts';

const rows: ListRow[] = [{ item: {}, around: new Map(), holder: {} }];
const column = (label: string, kind: ColumnKind, value: unknown): Column => ({
  key: label,
  label,
  kind,
  isOfEnclosing: false,
  valueIn: () => value,
});

describe('a CSV file', () => {
  const csv = (...columns: Column[]) => csvOf(columns, rows);

  test('says that it is UTF-8, and ends its lines as the standard does', () => {
    expect(csv(column('name', 'text', 'Åström'), column('n', 'number', 0.1))).toBe(
      '\uFEFFname,n\r\nÅström,0.1\r\n',
    );
  });

  test('keeps every digit of a decimal, and a missing value empty', () => {
    expect(csv(column('a', 'decimal', '100000000000000000.0100'), column('b', 'decimal', null))).toBe(
      '\uFEFFa,b\r\n100000000000000000.0100,\r\n',
    );
  });

  test('quotes what would end a cell', () => {
    expect(csv(column('a,"b"', 'text', 'x\ny'))).toBe('\uFEFF"a,""b"""\r\n"x\ny"\r\n');
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
  ])('lets no spreadsheet run %j', (value) => {
    expect(csv(column('a', 'text', value)).replaceAll('"', '')).toContain(`'${value}`);
    expect(csv(column(value, 'text', null)).replaceAll('"', '')).toContain(`'${value}`);
  });

  test('leaves a negative number a number', () => {
    expect(csv(column('a', 'decimal', '-1.50'), column('b', 'number', -2))).toBe('\uFEFFa,b\r\n-1.50,-2\r\n');
  });
});

describe('a workbook', () => {
  /** A cell's XML, read from the file itself. */
  async function cell(kind: ColumnKind, value: unknown): Promise<string> {
    const bytes = await writeXlsx({ sheets: [sheetOf('a.list', [column('head', kind, value)], rows)] });
    return (
      /<c r="A2".*?(?:\/>|<\/c>)/.exec(readEntry(Buffer.from(bytes), 'xl/worksheets/sheet1.xml'))?.[0] ?? ''
    );
  }

  test.each<[string, ColumnKind, unknown, string]>([
    ['a decimal is a number', 'decimal', '1234.50', '<v>1234.5</v>'],
    ['a number is one', 'number', 0.25, '<v>0.25</v>'],
    // 2020-01-01 is day 43831; the ten years from then have 3653 days.
    ['a day is a date', 'date', '2030-01-01', '<v>47484</v>'],
    ['an instant is a date with a time', 'instant', '2030-01-01T12:00:00.000Z', '<v>47484.5</v>'],
    ['a yes is one', 'boolean', true, 't="b"'],
    ['text stays text', 'text', '00123', 't="s"'],
    ['a formula stays text', 'text', '=1+1', 't="s"'],
    ['more digits than a spreadsheet keeps stay text', 'decimal', '1234567890123456.78', 't="s"'],
  ])('%s', async (_what, kind, value, xml) => {
    expect(await cell(kind, value)).toContain(xml);
  });

  test('has no cell for a missing value', async () => {
    expect(await cell('decimal', null)).not.toContain('<v>');
  });

  test('shows decimals at their scale, under a name that spreadsheets take', () => {
    const sheet = sheetOf(
      'portfolios.nodes.analytics.ratingMigration',
      [column('a', 'decimal', '1.2500')],
      rows,
    );
    expect(sheet.columns?.[0]?.numFmt).toBe('#,##0.0000');
    expect(sheet.name).toHaveLength(31);
  });
});

/** By the directory at the file's end, as the ZIP format has it. */
function readEntry(zip: Buffer, name: string): string {
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06') + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    if (zip.toString('utf8', at + 46, at + 46 + nameLength!) === name) {
      const [method, size, local] = [
        zip.readUInt16LE(at + 10),
        zip.readUInt32LE(at + 20),
        zip.readUInt32LE(at + 42),
      ];
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(start, start + size);
      return (method === 0 ? data : inflateRawSync(data)).toString();
    }
    at += 46 + nameLength! + extraLength! + noteLength!;
  }
  throw new Error(`No ${name} in the file.`);
}
