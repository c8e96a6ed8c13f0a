import { type Cell, columnName, rowXml, textCell } from './cell.ts';
import { STYLES_XML } from './styles.ts';
import { xmlText } from './xml-text.ts';
import { type ZipEntry, zipArchive } from './zip.ts';

/** A table on a sheet: a line above it, headings that stay in sight and can be filtered by, rows. */
export interface Sheet {
  name: string;
  title: string;
  headings: string[];
  /** Widths of the columns, in characters. */
  widths: number[];
  /** Read once, when what stood before has been taken. */
  rows: Iterable<Cell[]> | AsyncIterable<Cell[]>;
}

/** Rows of data that a sheet has room for, below its title and its headings. */
export const MAX_SHEET_ROWS = 1_048_574;

const MAX_NAME_LENGTH = 31;
const PIECE_LENGTH = 64 * 1024;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** An XLSX workbook (ECMA-376), piece by piece: no row is held longer than it takes to pack it. */
export const workbook = (sheets: Sheet[]): AsyncGenerator<Buffer> => zipArchive(partsOf(sheets));

function partsOf(sheets: Sheet[]): ZipEntry[] {
  const part = (path: string, xml: string): ZipEntry => ({ path, text: [DECLARATION + xml] });
  return [
    part('[Content_Types].xml', contentTypes(sheets)),
    part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbookXml(sheets)),
    part(
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    ),
    part('xl/styles.xml', STYLES_XML),
    ...sheets.map((sheet, at) => ({ path: `xl/worksheets/sheet${at + 1}.xml`, text: sheetXml(sheet) })),
  ];
}

const contentTypes = (sheets: Sheet[]) => `<Types xmlns="${PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>
${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('\n')}
</Types>`;

const relations = (targets: [type: string, target: string][]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const workbookXml = (sheets: Sheet[]) =>
  `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
    .map(
      ({ name }, at) =>
        `<sheet name="${xmlText(name.slice(0, MAX_NAME_LENGTH))}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
    )
    .join('')}</sheets></workbook>`;

async function* sheetXml(sheet: Sheet): AsyncGenerator<string> {
  let piece = DECLARATION + opening(sheet);
  let row = 2;
  for await (const cells of sheet.rows) {
    row += 1;
    piece += rowXml(row, cells);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  const lastColumn = columnName(Math.max(sheet.headings.length - 1, 0));
  yield `${piece}</sheetData><autoFilter ref="A2:${lastColumn}${row}"/></worksheet>`;
}

const opening = ({ title, headings, widths }: Sheet) => `<worksheet xmlns="${MAIN}">
<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>
<sheetData>${rowXml(1, [textCell(title, 'title')])}${rowXml(
  2,
  headings.map((heading) => textCell(heading, 'heading')),
)}`;
