import { shown } from '../fields/complaint.ts';
import { type Delimiter, MAX_ROW_CHARACTERS } from './csv-records.ts';
import { refuseFile } from './refuse-file.ts';

export const MAX_COLUMNS = 100;

/** The columns of a file by their names in lower case. */
export interface CsvColumns {
  required: readonly string[];
  optional?: readonly string[];
}

/** Comma or semicolon, whichever the header holds more of outside quotes. */
export function delimiterOf(header: string): Delimiter {
  let isQuoted = false;
  let balance = 0;
  for (const character of header) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && character === ',') balance++;
    if (!isQuoted && character === ';') balance--;
  }
  return balance < 0 ? ';' : ',';
}

/** The first line that is not blank, or all the text if it has no end; `text` still yields everything. */
export async function peekHeader(
  text: AsyncIterable<string>,
): Promise<{ header: string; text: AsyncIterable<string> }> {
  const iterator = text[Symbol.asyncIterator]();
  const endsHeader = headerEnd();
  let start = '';
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const end = endsHeader(next.value);
    const header = end < 0 ? start + next.value : start + next.value.slice(0, end);
    start += next.value;
    if (end >= 0 || start.length > MAX_ROW_CHARACTERS) return { header, text: again(start, iterator) };
  }
  return { header: start, text: again(start, iterator) };
}

/** Asked piece by piece: where the first line break stands, outside quotes and after anything; −1: not yet. */
function headerEnd(): (piece: string) => number {
  let isQuoted = false;
  let isBlank = true;
  return (piece) => {
    for (let index = 0; index < piece.length; index++) {
      const character = piece[index]!;
      if (character === '"') isQuoted = !isQuoted;
      if (character === '\n' && !isQuoted && !isBlank) return index;
      if (isBlank) isBlank = !/\S/.test(character);
    }
    return -1;
  };
}

async function* again(start: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** The header's names, trimmed and in lower case; refuses the file with all that is wrong with them. */
export function checkHeader(cells: readonly string[], columns: CsvColumns): string[] {
  if (cells.length > MAX_COLUMNS) {
    throw refuseFile(`the header has ${cells.length} columns; at most ${MAX_COLUMNS} are allowed`);
  }
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const known = [...columns.required, ...(columns.optional ?? [])];
  const faults = [
    faultOf(
      'missing',
      columns.required.filter((name) => !names.includes(name)),
      '',
    ),
    faultOf('unknown', unique(names.filter((name) => !known.includes(name))), `; known: ${known.join(', ')}`),
    faultOf('repeated', unique(names.filter((name, index) => names.indexOf(name) !== index)), ''),
  ].filter((fault) => fault !== null);
  if (faults.length > 0) throw refuseFile(...faults);
  return names;
}

const faultOf = (fault: string, names: readonly string[], hint: string): string | null =>
  names.length === 0
    ? null
    : `${fault} ${names.length === 1 ? 'column' : 'columns'} ${names.map(shown).join(', ')}${hint}`;

const unique = (names: readonly string[]): string[] => [...new Set(names)];
