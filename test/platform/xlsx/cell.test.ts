import {
  columnName,
  dateCell,
  decimalCell,
  numberCell,
  rowXml,
  textCell,
} from '../../../src/platform/xlsx/cell.ts';

/** A row of one cell, without what every row has. */
const xmlOf = (cell: ReturnType<typeof textCell>) =>
  rowXml(1, [cell]).slice('<row r="1"><c r="A1"'.length, -'</c></row>'.length);

describe('a decimal in a workbook', () => {
  it.each([
    ['240800000.00', ' s="3"><v>240800000.00</v>'],
    ['-0.10', ' s="3"><v>-0.10</v>'],
    ['4.5000', ' s="4"><v>4.5000</v>'],
    ['7', '><v>7</v>'],
    ['0.00', ' s="3"><v>0.00</v>'],
    ['9999999999999.99', ' s="3"><v>9999999999999.99</v>'],
    ['123456789012345.00', ' s="3"><v>123456789012345.00</v>'],
    ['0.000000000000000123', '><v>0.000000000000000123</v>'],
  ])('%s is a number, digit for digit', (text, xml) => {
    expect(xmlOf(decimalCell(text))).toBe(xml);
  });

  it.each([
    '12345678901234.56',
    '-99999999999999.99',
    '1234567890123456',
    '0.1234567890123456',
  ])('%s has more digits than a double keeps, and stays text', (text) => {
    expect(xmlOf(decimalCell(text))).toBe(
      ` s="7" t="inlineStr"><is><t xml:space="preserve">${text}</t></is>`,
    );
  });
});

describe('text in a workbook', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
  ])('%j is no formula, and does not become one', (text) => {
    expect(xmlOf(textCell(text))).toMatch(/^ s="7" t="inlineStr"><is><t/);
  });

  it('is escaped, where XML has no sign for it, too', () => {
    expect(xmlOf(textCell('<a & "b">\u0007_x0007_\r\n'))).toBe(
      ' t="inlineStr"><is><t xml:space="preserve">&lt;a &amp; &quot;b&quot;&gt;_x0007__x005F_x0007_&#13;\n</t></is>',
    );
    expect(xmlOf(textCell('\ud800'))).toContain('\ufffd');
  });

  it('ends in … where a cell has no room for more', () => {
    const shown = /preserve">(.*)<\/t>/s.exec(xmlOf(textCell('x'.repeat(40_000))))?.[1];
    expect({ length: shown?.length, end: shown?.slice(-2) }).toEqual({ length: 32_767, end: 'x…' });
  });
});

describe('other cells of a workbook', () => {
  it.each([
    ['1900-03-01', 'day', 61],
    ['2026-11-21', 'day', 46347],
    ['9999-12-31', 'day', 2958465],
    ['2026-11-21T12:00:00.000Z', 'instant', 46347.5],
  ] as const)('%s is the %s %d', (text, style, serial) => {
    expect(xmlOf(dateCell(text, style))).toContain(`<v>${serial}</v>`);
  });

  it('from before its time are text', () => {
    expect(xmlOf(dateCell('1899-12-31', 'day'))).toContain('1899-12-31');
  });

  it('are empty for what is no number', () => {
    expect(rowXml(3, [null, numberCell(Number.NaN), numberCell(2.5)])).toBe(
      '<row r="3"><c r="C3"><v>2.5</v></c></row>',
    );
  });

  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('stand in columns: %i is %s', (column, name) => {
    expect(columnName(column)).toBe(name);
  });
});
