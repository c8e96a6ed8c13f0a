/** Numbers of a font, a fill and a number format below. */
function xf(more: string, { font = 0, fill = 0, format = 0 } = {}): string {
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" ${more}/>`;
}

/** How a cell looks; its place in the list is its number in the workbook (ECMA-376 part 1, 18.8). */
const STYLES = {
  plain: xf(''),
  title: xf('applyFont="1"', { font: 1 }),
  heading: xf('applyFont="1" applyFill="1"', { font: 1, fill: 2 }),
  twoPlaces: xf('applyNumberFormat="1"', { format: 4 }),
  fourPlaces: xf('applyNumberFormat="1"', { format: 164 }),
  day: xf('applyNumberFormat="1"', { format: 165 }),
  instant: xf('applyNumberFormat="1"', { format: 166 }),
  // What was typed with an apostrophe before it: text for good, even where somebody edits the cell.
  quoted: xf('quotePrefix="1"'),
} as const;

export type Style = keyof typeof STYLES;

const NAMES = Object.keys(STYLES);

export const styleNumber = (style: Style): number => NAMES.indexOf(style);

export const STYLES_XML = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.0000"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${NAMES.length}">${Object.values(STYLES).join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;
