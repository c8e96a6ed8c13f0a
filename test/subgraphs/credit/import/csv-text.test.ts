import { Readable } from 'node:stream';
import { CsvText } from '../../../../src/subgraphs/credit/import/csv-text.ts';
import { collect, inPieces } from './pieces.ts';

const textOf = async (file: string | Uint8Array, bytes?: number) =>
  (await collect(new CsvText(inPieces(file, bytes)))).join('');
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

describe('text', () => {
  const file = `loan_id,borrower\nL1,Møller & Søn 東京 😀\n${'L2,é😀\n'.repeat(200)}`;

  test.each([1, 2, 3, 7, 65_536])('in pieces of %i bytes, characters whole', async (bytes) => {
    expect(await textOf(file, bytes)).toBe(file);
  });

  test.each([1, 65_536])('without its byte order mark, in pieces of %i bytes', async (bytes) => {
    expect(await textOf(`\ufeff${file}`, bytes)).toBe(file);
  });

  test('comes in small pieces even from one large one', async () => {
    const pieces = await collect(new CsvText(Readable.from([Buffer.alloc(1_000_000, 'x')])));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(65_536);
  });

  test('a file of a few bytes', async () => expect(await textOf('a')).toBe('a'));
});

describe('fingerprint', () => {
  // SHA-256 of "abc" as NIST publishes it (FIPS 180-2, appendix B.1).
  test('of the raw bytes', async () => {
    const text = new CsvText(inPieces('abc', 1));
    expect(() => text.fingerprint).toThrow('not been read');
    await collect(text);
    expect(text.fingerprint).toEqual({
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      byteCount: 3,
    });
  });

  test('counts the byte order mark', async () => {
    const text = new CsvText(inPieces('\ufeffabc'));
    await collect(text);
    expect(text.fingerprint.byteCount).toBe(6);
  });
});

describe('what is refused in words', () => {
  const header = 'loan_id,borrower\n';
  const long = `${header}${'L1,plain ascii\n'.repeat(10_000)}`;
  test.each<[string, Uint8Array, string]>([
    ['an empty file', Buffer.from(''), 'the file is empty'],
    ['UTF-16 with a mark', utf16le(`\ufeff${header}`), 'UTF-16'],
    ['UTF-16BE with a mark', utf16be(`\ufeff${header}`), 'UTF-16'],
    ['UTF-16LE without', utf16le(header), 'UTF-16'],
    ['UTF-16BE without', utf16be(header), 'UTF-16'],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'PNG'],
    ['a JPEG', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'), 'JPEG'],
    ['a PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'), 'PDF'],
    ['an Excel workbook', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), 'Excel'],
    ['an old one', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'Excel'],
    ['gzip', Buffer.from('\x1f\x8b\x08\0\0', 'latin1'), 'gzip'],
    ['a page', Buffer.from('\ufeff\n <!DOCTYPE HTML><title>Sign in</title>'), 'HTML'],
    ['a page without doctype', Buffer.from('<html lang="en">'), 'HTML'],
    ['Latin-1', Buffer.from(`${header}L1,Caf\xe9 Ltd\n`, 'latin1'), 'Latin-1'],
    ['Latin-1 late in a file', Buffer.from(`${long}L1,Caf\xe9\n`, 'latin1'), 'Latin-1'],
    ['a character cut off', Buffer.from(`${header}\xe2\x82`, 'latin1'), 'Latin-1'],
    ['a surrogate in UTF-8', Buffer.from(`${header}\xed\xa0\x80`, 'latin1'), 'Latin-1'],
    ['a NUL', Buffer.from(`${header}L1,a\0b\n`), 'NUL'],
    ['a NUL late in a file', Buffer.from(`${long}\0`), 'NUL'],
  ])('%s', async (_, bytes, words) => {
    for (const size of [1, 65_536]) {
      await expect(textOf(bytes, size)).rejects.toMatchObject({
        extensions: {
          code: 'BAD_USER_INPUT',
          issues: [{ path: ['file'], message: expect.stringContaining(words) }],
        },
      });
    }
  });

  test('a failing source is not blamed on the file', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(long);
      throw new Error('connection lost');
    }
    await expect(collect(new CsvText(broken()))).rejects.toThrow('connection lost');
  });
});
