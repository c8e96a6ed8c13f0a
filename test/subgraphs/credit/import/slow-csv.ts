/**
 * The rows of a CSV text read letter by letter, as RFC 4180 has it: blank lines are none, space around quotes is
 * dropped. Null for a text that must be refused.
 */
export function slowRows(text: string, delimiter: string): string[][] | null {
  const rows: string[][] = [];
  let at = 0;
  const cell = (): string | null => {
    let plain = '';
    while (isSpace(text[at])) plain += text[at++];
    if (text[at] !== '"') {
      while (at < text.length && !`${delimiter}\r\n`.includes(text[at]!)) plain += text[at++];
      return plain;
    }
    let quoted = '';
    for (at++; at < text.length; at++) {
      if (text[at] === '"' && text[at + 1] === '"') at++;
      else if (text[at] === '"') break;
      quoted += text[at];
    }
    if (at >= text.length) return null;
    for (at++; isSpace(text[at]); at++);
    return quoted;
  };
  while (at < text.length) {
    const start = at;
    const cells: string[] = [];
    for (let isMore = true; isMore; ) {
      const value = cell();
      if (value === null) return null;
      cells.push(value);
      isMore = text[at] === delimiter;
      if (isMore) at++;
    }
    const isBlank = text.slice(start, at).trim() === '';
    if (text[at] === '\r') at++;
    if (at < text.length && text[at++] !== '\n') return null;
    if (!isBlank) rows.push(cells);
  }
  return rows;
}

const isSpace = (letter = '') => letter !== '\r' && letter !== '\n' && /^\s$/.test(letter);
