/** How a cell looks; its place in the list is its number in the workbook (ECMA-376 part 1, 18.8). */
const STYLES = {
  plain: '<xf/>',
  title: '<xf fontId="1" applyFont="1"/>',
  heading: '<xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>',
  twoPlaces: '<xf numFmtId="4" applyNumberFormat="1"/>',
  fourPlaces: '<xf numFmtId="164" applyNumberFormat="1"/>',
  day: '<xf numFmtId="165" applyNumberFormat="1"/>',
  instant: '<xf numFmtId="166" applyNumberFormat="1"/>',
  // What was typed with an apostrophe before it: text for good, even where somebody edits the cell.
  quoted: '<xf quotePrefix="1"/>',
} as const;

export type Style = keyof typeof STYLES;

const NAMES = Object.keys(STYLES);

export const styleNumber = (style: Style): number => NAMES.indexOf(style);

export const STYLES_XML = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.0000"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="${NAMES.length}">${Object.values(STYLES).join('')}</cellXfs>
</styleSheet>`;
