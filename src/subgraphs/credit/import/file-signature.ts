/** How many first bytes of a file are looked at. */
const SIGNATURE_BYTES = 512;

/** First bytes (as Latin-1) of what people upload by mistake, whatever its name ends in. */
const SIGNATURES: [start: string, kind: string][] = [
  ['PK\x03\x04', 'a zip archive or an Excel workbook (.xlsx)'],
  ['PK\x05\x06', 'an empty zip archive'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook (.xls)'],
  ['\x1f\x8b', 'a gzip archive'],
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['%PDF-', 'a PDF document'],
  ['\xff\xfe', 'UTF-16 text'],
  ['\xfe\xff', 'UTF-16 text'],
];
const MARKUP = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml)/i;
/** ASCII in UTF-16 without a byte order mark: every second byte is NUL. */
const UTF_16_PAIRS = /^(?:[^\0]\0){2}|^(?:\0[^\0]){2}/;

/** What a file is by its start, if it is certainly no CSV in UTF-8; else null. */
export function unreadableKind(start: Uint8Array): string | null {
  const text = Buffer.from(start.subarray(0, SIGNATURE_BYTES)).toString('latin1');
  const known = SIGNATURES.find(([signature]) => text.startsWith(signature));
  if (known) return known[1];
  if (MARKUP.test(text)) return 'an HTML or XML page';
  return UTF_16_PAIRS.test(text) ? 'UTF-16 text' : null;
}
