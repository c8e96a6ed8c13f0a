import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { writeCsv } from '../../../src/platform/csv/write-csv.ts';

async function written(rows: Iterable<{ a: string | number | null; b: string }>): Promise<string> {
  const target = new PassThrough();
  const [, csv] = await Promise.all([writeCsv(['a', 'b'], rows, target), text(target)]);
  return csv;
}

test('cells stand in the order of the columns, each made safe, quoted where they must be', async () => {
  const rows = [
    { b: 'two', a: 1 },
    { a: null, b: 'x, y' },
    { a: '=1+1', b: 'say "hi"' },
    { a: '-5.25', b: '=A1,B1' },
    { a: '\r\n@x', b: 'Möller 東京' },
  ];
  expect(await written(rows)).toBe(
    ['a,b', '1,two', ',"x, y"', `'=1+1,"say ""hi"""`, `-5.25,"'=A1,B1"`, `"'\r\n@x",Möller 東京`, ''].join(
      '\r\n',
    ),
  );
});

test('a header stands there also without a row', async () => {
  expect(await written([])).toBe('a,b\r\n');
});

test('what the rows or the target throw is thrown', async () => {
  async function* broken() {
    yield { a: 1, b: 'x' };
    throw new Error('The rows broke off.');
  }
  await expect(writeCsv(['a', 'b'], broken(), new PassThrough().resume())).rejects.toThrow(
    'The rows broke off.',
  );
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('No space is left.')) });
  await expect(writeCsv(['a', 'b'], [{ a: 1, b: 'x' }], full)).rejects.toThrow('No space is left.');
});
