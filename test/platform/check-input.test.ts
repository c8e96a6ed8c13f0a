import { z } from 'zod';
import { checkInput, issuesOf, text } from '../../src/platform/check-input.ts';
import { refuseLostUpdate } from '../../src/platform/lost-update.ts';

const schema = z.object({ name: text(1, 5), notes: z.array(text(0, 3)).optional() });

test('an input comes back as the schema makes it', () => {
  expect(checkInput(schema, { name: ' Ab ', notes: [' x '] })).toEqual({ name: 'Ab', notes: ['x'] });
});

test('every fault has its place', () => {
  const input = { name: '', notes: ['abcd', 'ok', '\u0000'] };
  expect(issuesOf(schema, input)).toEqual([
    { path: ['input', 'name'], message: 'A value is required.' },
    { path: ['input', 'notes', 0], message: 'At most 3 characters.' },
    { path: ['input', 'notes', 2], message: 'Control characters are not allowed.' },
  ]);
  expect(issuesOf(schema, { name: null }, ['arguments'])[0]).toEqual({
    path: ['arguments', 'name'],
    message: 'A value is required.',
  });
});

test('and is thrown with all others at once', () => {
  const broken = () => checkInput(schema, { name: '', notes: ['abcd'] });
  expect(broken).toThrow('input.name: A value is required. input.notes.0: At most 3 characters.');
});

describe('text', () => {
  const faults = (value: string) => issuesOf(text(2, 5), value, []).map(({ message }) => message);

  test('is counted in characters', () => expect(faults('😀😀😀😀😀')).toEqual([]));
  test('may be too short', () => expect(faults('😀')).toEqual(['At least 2 characters.']));
  test('or too long', () => expect(faults('😀'.repeat(6))).toEqual(['At most 5 characters.']));
  test.each(['a\u0000b', 'a\nb', 'a\u007fb', 'a\u0085b', 'a\ud800b'])('%j holds what nobody sees', (value) =>
    expect(faults(value)).toEqual(['Control characters are not allowed.']),
  );
});

test('a lost update is refused, and whoever expects no version is let through', () => {
  expect(() => refuseLostUpdate(3, 3)).not.toThrow();
  expect(() => refuseLostUpdate(3, null)).not.toThrow();
  expect(() => refuseLostUpdate(3, undefined)).not.toThrow();
  expect(() => refuseLostUpdate(3, 0)).toThrow('expected version 0, current version 3');
});
