import { refuseFile } from './refuse-file.ts';

/** A row may be this long, quotes and all: an unclosed quote must not swallow the rest of the file. */
export const MAX_ROW_CHARACTERS = 64 * 1024;

export type Delimiter = ',' | ';';

const SPACE = /\s/;

/** Where in a row a character stands. Only a quote that opens a cell is a quote, as the parser has it. */
type Place = 'cell start' | 'plain cell' | 'quoted cell' | 'quote in quoted cell' | 'after quoted cell';

/**
 * Passes the text on in pieces that end where a row ends, and refuses what would make the parser wait or give up:
 * a row without end, a quote that is not closed, text after a closing quote, a CR that ends a line alone.
 */
export async function* wholeRecords(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<string> {
  const scan = new RecordScan(delimiter);
  let held = '';
  for await (const piece of text) {
    const end = scan.read(piece);
    if (end > 0) yield held + piece.slice(0, end);
    held = end > 0 ? piece.slice(end) : held + piece;
  }
  scan.finish();
  if (held) yield held;
}

class RecordScan {
  readonly #delimiter: string;
  #place: Place = 'cell start';
  #length = 0;
  /** The header is 0; blank lines do not count. */
  #row = 0;
  #isBlank = true;
  #isAfterReturn = false;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** Where in the piece its last row ends: 0 if none does. */
  read(piece: string): number {
    let end = 0;
    for (let index = 0; index < piece.length; index++) {
      const character = piece[index]!;
      if (++this.#length > MAX_ROW_CHARACTERS) throw refuseFile(this.#tooLong());
      this.#place = this.#next(character);
      if (character !== '\n' || this.#place === 'quoted cell') continue;
      end = index + 1;
      this.#endRow();
    }
    return end;
  }

  finish(): void {
    if (this.#place === 'quoted cell') throw refuseFile(`${this.#name()} has a quote that is not closed`);
  }

  #next(character: string): Place {
    const place = this.#place;
    if (place === 'quoted cell') return character === '"' ? 'quote in quoted cell' : place;
    if (place === 'quote in quoted cell' && character === '"') return 'quoted cell';
    if (character === '\n') return 'cell start';
    if (this.#isAfterReturn) throw refuseFile(`${this.#name()} ends in CR alone; end lines with LF or CRLF`);
    if (character !== this.#delimiter && SPACE.test(character)) return this.#space(character, place);
    this.#isBlank = false;
    return character === this.#delimiter ? 'cell start' : this.#visible(character, place);
  }

  #space(character: string, place: Place): Place {
    this.#isAfterReturn = character === '\r';
    return place === 'quote in quoted cell' ? 'after quoted cell' : place;
  }

  #visible(character: string, place: Place): Place {
    if (place === 'plain cell') return place;
    if (place === 'cell start') return character === '"' ? 'quoted cell' : 'plain cell';
    throw refuseFile(`${this.#name()} has text after a closing quote; write a quote inside a cell twice`);
  }

  #endRow(): void {
    if (!this.#isBlank) this.#row++;
    this.#isBlank = true;
    this.#isAfterReturn = false;
    this.#length = 0;
  }

  #tooLong(): string {
    const open = this.#place === 'quoted cell' ? '; is a quote not closed?' : '';
    return `${this.#name()} is longer than ${MAX_ROW_CHARACTERS.toLocaleString('en-US')} characters${open}`;
  }

  #name(): string {
    return this.#row === 0 ? 'the header' : `row ${this.#row}`;
  }
}
