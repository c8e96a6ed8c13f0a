import { evenPieces, PIECE_BYTES } from '../../../../src/subgraphs/credit/import/even-pieces.ts';
import { inPieces } from './pieces.ts';

const bytes = Buffer.from(Array.from({ length: 20 * PIECE_BYTES + 5 }, (_, index) => index % 251));

/** A piece is overwritten by the next, so each is copied as it comes. */
async function copiesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer[]> {
  const copies: Buffer[] = [];
  for await (const piece of evenPieces(chunks)) copies.push(Buffer.from(piece));
  return copies;
}

test.each([
  7,
  PIECE_BYTES - 1,
  PIECE_BYTES,
  PIECE_BYTES + 1,
  bytes.length,
])('all bytes in pieces of one size, from chunks of %i', async (size) => {
  const copies = await copiesOf(inPieces(bytes, size));
  expect(copies.map(({ length }) => length)).toEqual([...Array(20).fill(PIECE_BYTES), 5]);
  expect(Buffer.concat(copies).equals(bytes)).toBe(true);
});

test('nothing of nothing', async () => expect(await copiesOf(inPieces(''))).toEqual([]));

test('between two pieces everybody else gets a turn, however much there is at once', async () => {
  let pieces = 0;
  const seen: number[] = [];
  const look = () => {
    seen.push(pieces);
    if (pieces < 20) setImmediate(look);
  };
  setImmediate(look);
  for await (const _ of evenPieces(inPieces(bytes, bytes.length))) pieces++;
  for (let piece = 1; piece <= 20; piece++) expect(seen).toContain(piece);
});
