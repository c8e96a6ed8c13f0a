import { text } from '../../src/platform/text-field.ts';

const faults = (value: string, field = text(2, 5)) =>
  (field.safeParse(value).error?.issues ?? []).map(({ message }) => message);

describe('a text', () => {
  test('is counted in characters', () => expect(faults('😀😀😀😀😀')).toEqual([]));
  test('may be too short', () => expect(faults('😀')).toEqual(['At least 2 characters.']));
  test('or too long', () => expect(faults('😀'.repeat(6))).toEqual(['At most 5 characters.']));
  test.each(['a\u0000b', 'a\nb', 'a\u007fb', 'a\u0085b', 'a\ud800b'])('%j holds what nobody sees', (value) =>
    expect(faults(value)).toEqual(['No control characters.']));

  test('may have several lines where that is said', () => {
    const lines = text(0, 9, { lines: true });
    expect(faults('a\nb\r\nc', lines)).toEqual([]);
    expect(faults('a\tb', lines)).toEqual(['No control characters.']);
  });
});
