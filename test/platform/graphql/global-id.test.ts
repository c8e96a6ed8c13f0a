import fc from 'fast-check';
import {
  readGlobalId,
  readRowKey,
  requireRowKey,
  toGlobalId,
} from '../../../src/platform/graphql/global-id.ts';

const encoded = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64url');

test('an id carries its type and key, in letters that a URL takes as they are', () => {
  expect(toGlobalId('Loan', 42)).toBe('TG9hbjo0Mg');
  expect(readGlobalId('TG9hbjo0Mg')).toEqual({ typename: 'Loan', key: '42' });
});

test('whatever the key is, it comes back', () => {
  const key = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0') && text.isWellFormed());
  fc.assert(
    fc.property(key, (text) => {
      const id = toGlobalId('Borrower', `7:${text}`);
      expect(id).toMatch(/^[\w-]+$/);
      expect(readGlobalId(id)).toEqual({ typename: 'Borrower', key: `7:${text}` });
    }),
  );
});

describe('no id', () => {
  test.each([
    ['nothing', ''],
    ['no colon', encoded('Loan')],
    ['no type', encoded(':42')],
    ['padding', 'TG9hbjo0Mg=='],
    ['the alphabet of base64', toGlobalId('Loan', '??>>').replaceAll('_', '/').replaceAll('-', '+')],
    ['a blank', ' TG9hbjo0Mg'],
    ['bits that count for nothing', 'TG9hbjo0Mh'],
    ['bytes that are no text', encoded(Uint8Array.from([76, 58, 0xff, 0xfe]))],
    ['a NUL, which no table holds', encoded('Borrower:1:a\0b')],
    ['a word', 'constructor'],
    ['other letters', 'Ärzte'],
  ])('%s', (_, id) => expect(readGlobalId(id)).toBeNull());

  test('any text, unless it is one of ours', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const parsed = readGlobalId(text);
        expect(parsed && toGlobalId(parsed.typename, parsed.key)).toBe(parsed && text);
      }),
    );
  });
});

describe('the key of a row', () => {
  test.each(['1', '42', '9'.repeat(18)])('%s', (key) =>
    expect(readRowKey('Loan', toGlobalId('Loan', key))).toBe(key));

  test.each([
    '0',
    '-1',
    '01',
    '1.0',
    '1e3',
    ' 1',
    '',
    'x',
    '9'.repeat(19),
    '1 or 1',
    '١',
  ])('is not %j', (key) => expect(readRowKey('Loan', toGlobalId('Loan', key))).toBeNull());

  test("is not another type's", () => {
    expect(readRowKey('Portfolio', toGlobalId('Loan', 1))).toBeNull();
    expect(readRowKey('Loa', toGlobalId('Loan', 1))).toBeNull();
  });

  test('an argument that has none is BAD_USER_INPUT at its place', () => {
    expect(requireRowKey('Loan', toGlobalId('Loan', 1))).toBe('1');
    try {
      requireRowKey('Loan', 'x', ['input', 'loanId']);
      throw new Error('nothing was thrown');
    } catch (error) {
      expect((error as { extensions?: unknown }).extensions).toEqual({
        code: 'BAD_USER_INPUT',
        issues: [{ path: ['input', 'loanId'], message: 'This is not the id of a Loan.' }],
      });
    }
  });
});
