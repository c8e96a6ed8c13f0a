import type { GraphError } from '../../../platform/errors.ts';
import { refuseFile } from './refuse-file.ts';

/** A row may be this long, quotes and all: an unclosed quote must not swallow the rest of the file. */
export const MAX_ROW_CHARACTERS = 64 * 1024;

export type Delimiter = ',' | ';';

/** The cells of a row, as written but for the quotes around them. */
export type Cells = string[];

/**
 * The rows of a CSV text, for each piece those that end in it, to be read before the next; blank lines are none.
 * Refuses a row without end, a quote that is not closed, text after a closing quote, a CR that ends a line alone.
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<Iterable<Cells>> {
  const reader = new RecordReader(delimiter);
  for await (const piece of text) yield reader.read(piece);
  yield reader.finish();
}

/** A cell in quotes, the space around it, and whether its closing quote has come. */
const QUOTED_CELL = /[^\S\r\n]*"([^"]*(?:""[^"]*)*)("?)[^\S\r\n]*/y;
const PLAIN_CELL = { ',': /[^,\r\n]*/y, ';': /[^;\r\n]*/y };
const ROW_END = /\r?\n|\r?$/y;

const LONE_RETURN = 'ends in CR alone; end lines with LF or CRLF';
const TEXT_AFTER_QUOTE = 'has text after a closing quote; write a quote inside a cell twice';

class RecordReader {
  readonly #delimiter: Delimiter;
  #text = '';
  /** Where the next row begins in the text. */
  #start = 0;
  #isLast = false;
  /** The header is 0. */
  #row = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  *read(piece: string): Generator<Cells> {
    this.#text = this.#text.slice(this.#start) + piece;
    this.#start = 0;
    for (let cells = this.#next(); cells; cells = this.#next()) {
      if (cells.length === 0) continue;
      yield cells;
      this.#row++;
    }
  }

  finish(): Generator<Cells> {
    this.#isLast = true;
    return this.read('');
  }

  /** Null until the text holds all of the row; a blank line has no cells. */
  #next(): Cells | null {
    if (this.#start === this.#text.length) return null;
    const end = this.#text.indexOf('\n', this.#start);
    const line = this.#text.slice(this.#start, end < 0 ? undefined : end);
    if (line.includes('"')) return this.#quotedRow();
    const returnAt = line.indexOf('\r');
    if (returnAt >= 0 && returnAt < line.length - 1) throw this.#refuse(LONE_RETURN);
    if (end < 0 && !this.#isLast) return this.#wait();
    this.#advance(end < 0 ? this.#text.length : end + 1);
    return line.trim() === '' ? [] : (returnAt < 0 ? line : line.slice(0, -1)).split(this.#delimiter);
  }

  /** A row with quotes, cell by cell: delimiters and line breaks may stand between them. */
  #quotedRow(): Cells | null {
    const cells: Cells = [];
    let at = this.#start;
    for (;;) {
      const quoted = matchAt(QUOTED_CELL, this.#text, at);
      if (quoted?.[2] === '' && this.#isLast) throw this.#refuse('has a quote that is not closed');
      if (quoted?.[2] === '') return this.#wait('; is a quote not closed?');
      const [written] = quoted ?? matchAt(PLAIN_CELL[this.#delimiter], this.#text, at)!;
      cells.push(quoted ? quoted[1]!.replaceAll('""', '"') : written);
      at += written.length;
      if (this.#text[at] !== this.#delimiter) return this.#endRow(at) ? cells : this.#wait();
      at++;
    }
  }

  /** False where the row may go on in the next piece: a quote at the end may be the first of two. */
  #endRow(at: number): boolean {
    const end = matchAt(ROW_END, this.#text, at)?.[0];
    if (end === undefined) throw this.#refuse(this.#text[at] === '\r' ? LONE_RETURN : TEXT_AFTER_QUOTE);
    if (!end.endsWith('\n') && !this.#isLast) return false;
    this.#advance(at + end.length);
    return true;
  }

  #advance(end: number): void {
    this.#refuseLong(end);
    this.#start = end;
  }

  #wait(hint = ''): null {
    this.#refuseLong(this.#text.length, hint);
    return null;
  }

  #refuseLong(end: number, hint = ''): void {
    if (end - this.#start <= MAX_ROW_CHARACTERS) return;
    throw this.#refuse(`is longer than ${MAX_ROW_CHARACTERS.toLocaleString('en-US')} characters${hint}`);
  }

  #refuse(fault: string): GraphError {
    return refuseFile(`${this.#row === 0 ? 'the header' : `row ${this.#row}`} ${fault}`);
  }
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
