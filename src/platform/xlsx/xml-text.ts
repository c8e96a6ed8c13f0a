const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for these
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** A text may hold what a reader would take for an escape. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** Text as it stands in a part of a workbook; what XML has no place for as `_x0007_` (ECMA-376 part 1, 22.4.2.4). */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(NOT_IN_XML, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
    // A reader of XML would make a line feed of it.
    .replace(/\r/g, '&#13;');
