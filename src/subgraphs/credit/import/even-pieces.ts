import { setImmediate } from 'node:timers/promises';

/** An import works on so much of a file at once: everybody else waits meanwhile, but too short to feel it. */
export const PIECE_BYTES = 16 * 1024;

/**
 * Bytes in pieces of one size, but for the last, however they come: thousands of small chunks cost no more than one
 * large one. After each piece the event loop gets its turn. A piece is overwritten by the next.
 */
export async function* evenPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.byteLength; ) {
      const part = chunk.subarray(from, from + PIECE_BYTES - filled);
      piece.set(part, filled);
      from += part.byteLength;
      filled += part.byteLength;
      if (filled < PIECE_BYTES) continue;
      yield piece;
      filled = 0;
      await setImmediate();
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
