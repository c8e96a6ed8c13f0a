import { createHash } from 'node:crypto';
import { SIGNATURE_BYTES, unreadableKind } from './file-signature.ts';
import { refuseFile } from './refuse-file.ts';

/** A source may hand over all it has in one piece; what follows works on pieces of this size. */
const PIECE_BYTES = 64 * 1024;

export interface FileFingerprint {
  /** Of the raw bytes, in hex. */
  sha256: string;
  byteCount: number;
}

/**
 * The text of an uploaded CSV file, read once, as a stream. Anything but UTF-8 (a byte order mark is dropped) is
 * refused in words as BAD_USER_INPUT: mostly by the first bytes, but a bad byte may also come last, so what was
 * read before an error must not be kept.
 */
export class CsvText implements AsyncIterable<string> {
  readonly #bytes: AsyncIterable<Uint8Array>;
  #fingerprint: FileFingerprint | undefined;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes;
  }

  /** Throws until the file has been read to its end. */
  get fingerprint(): FileFingerprint {
    if (!this.#fingerprint) throw new Error('The file has not been read to its end.');
    return this.#fingerprint;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    const hash = createHash('sha256');
    const decode = utf8Decoder();
    let byteCount = 0;
    for await (const piece of checkedStart(pieces(this.#bytes))) {
      hash.update(piece);
      byteCount += piece.byteLength;
      const text = decode(piece);
      if (text) yield text;
    }
    decode();
    this.#fingerprint = { sha256: hash.digest('hex'), byteCount };
  }
}

async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.byteLength; from += PIECE_BYTES) {
      yield chunk.subarray(from, from + PIECE_BYTES);
    }
  }
}

/** Holds the first bytes back until there are enough of them to tell what the file is. */
async function* checkedStart(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const piece of bytes) {
    if (start === null) {
      yield piece;
      continue;
    }
    start = Buffer.concat([start, piece]);
    if (start.byteLength < SIGNATURE_BYTES) continue;
    yield recognised(start);
    start = null;
  }
  if (start !== null) yield recognised(start);
}

function recognised(start: Uint8Array): Uint8Array {
  if (start.byteLength === 0) throw refuseFile('the file is empty');
  const kind = unreadableKind(start);
  if (kind) throw refuseFile(`the file is ${kind}, not a CSV file in UTF-8; save it as "CSV UTF-8"`);
  return start;
}

/** Decodes piece by piece; characters may lie across pieces. Called without one at the end, it refuses half of one. */
function utf8Decoder(): (piece?: Uint8Array) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (piece) => {
    if (piece?.includes(0)) throw refuseFile('the file holds NUL bytes, so it is no text in UTF-8');
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw refuseFile(
        'the file is not UTF-8 (perhaps it is Latin-1 or Windows-1252); save it as "CSV UTF-8"',
      );
    }
  };
}
