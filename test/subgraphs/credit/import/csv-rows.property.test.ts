import fc from 'fast-check';
import { csvRows } from '../../../../src/subgraphs/credit/import/csv-rows.ts';
import { collect } from './pieces.ts';
import { slowRows } from './slow-csv.ts';

const HEADER = 'a,b';
const COLUMNS = { required: ['a', 'b'] };

async function* piecesOf(text: string, sizes: number[]): AsyncGenerator<string> {
  for (let from = 0, turn = 0; from < text.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield text.slice(from, from + size);
    from += size;
  }
}

const letter = fc.constantFrom('"', '"', ',', ',', '\n', '\n', '\r\n', '\r', ' ', 'x', ';', 'é', '\ufeff');
const anyText = fc.oneof(
  fc.array(letter, { maxLength: 40 }),
  // Mostly sound, or little but the first fault would ever be seen.
  fc.array(
    fc.constantFrom('x,"y"\n', '"a""b",c\r\n', ' " , " ,\n', '\n', '"two\nlines",\n', 'x" y,z\n', '"', ''),
    {
      maxLength: 12,
    },
  ),
);

test('whatever is written, in whatever pieces it comes, its rows are those of a slow reading', async () => {
  let refused = 0;
  let read = 0;
  await fc.assert(
    fc.asyncProperty(
      anyText.map((letters) => letters.join('')),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
      async (text, sizes) => {
        const expected = slowRows(`${HEADER}\n${text}`, ',')?.slice(1) ?? null;
        const rows = await collect(csvRows(piecesOf(`${HEADER}\n${text}`, sizes), COLUMNS)).catch((error) => {
          expect(error.extensions?.code).toBe('BAD_USER_INPUT');
          return null;
        });
        const found = rows
          ?.flat()
          .map(({ cells, complaint }) => (cells ? [cells.a, cells.b] : complaint.message));
        expect(found ?? null).toEqual(expected?.map(asFound) ?? null);
        if (expected) read += expected.length;
        else refused++;
      },
    ),
    { numRuns: 5_000 },
  );
  // Of either there is plenty, however the texts fall.
  expect(refused).toBeGreaterThan(100);
  expect(read).toBeGreaterThan(1_000);
});

const asFound = (cells: string[]) =>
  cells.length === 2 ? cells : `the row has ${cells.length} cells, the header has 2`;
