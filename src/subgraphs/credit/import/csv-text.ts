import { createHash } from 'node:crypto';
import { evenPieces } from './even-pieces.ts';
import { unreadableKind } from './file-signature.ts';
import { refuseFile } from './refuse-file.ts';

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
    for await (const piece of evenPieces(this.#bytes)) {
      if (byteCount === 0) checkStart(piece);
      hash.update(piece);
      byteCount += piece.byteLength;
      const text = decode(piece);
      if (text) yield text;
    }
    if (byteCount === 0) throw refuseFile('the file is empty');
    decode();
    this.#fingerprint = { sha256: hash.digest('hex'), byteCount };
  }
}

function checkStart(piece: Uint8Array): void {
  const kind = unreadableKind(piece);
  if (kind) throw refuseFile(`the file is ${kind}, not a CSV file in UTF-8; save it as "CSV UTF-8"`);
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
