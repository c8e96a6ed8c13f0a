import { schemaChanges, undatedDeprecations } from '../../src/cli/schema-changes.ts';

const TODAY = '2027-04-01';

const breaks = async (released: string, current: string, today = TODAY) =>
  (await schemaChanges(released, current, today)).breaking;

describe('what clients of a release could do, they can still do', () => {
  test.each<[string, string, string, string]>([
    ['a field', 'type Query { a: Int b: Int }', 'type Query { a: Int }', 'Query.b'],
    ['an argument', 'type Query { a(x: Int): Int }', 'type Query { a: Int }', 'Query.a.x'],
    ['an enum value', 'type Query { e: E } enum E { A B }', 'type Query { e: E } enum E { A }', 'E.B'],
    [
      'an input field',
      'type Query { a(i: In): Int } input In { x: Int y: Int }',
      'type Query { a(i: In): Int } input In { x: Int }',
      'In.y',
    ],
    [
      'a type, with the field that led to it',
      'type Query { a: Int t: T } type T { x: Int }',
      'type Query { a: Int }',
      'T',
    ],
    [
      'a member of a union',
      'type Query { u: U s: T } union U = S | T type S { x: Int } type T { x: Int }',
      'type Query { u: U s: T } union U = S type S { x: Int } type T { x: Int }',
      'U',
    ],
  ])('%s that is gone is a break', async (_, released, current, path) => {
    expect(await breaks(released, current)).toContainEqual(
      expect.stringMatching(`^${path}: .* removed from|^${path}: .* was removed`),
    );
    expect(await breaks(released, released)).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ['type of a field', 'type Query { a: Int }', 'type Query { a: String }', 'Query.a'],
    [
      'promise of a field that it is never null',
      'type Query { a: Int! }',
      'type Query { a: Int }',
      'Query.a',
    ],
    ['type of an argument', 'type Query { a(x: Int): Int }', 'type Query { a(x: ID): Int }', 'Query.a.x'],
    [
      'kind of a type',
      'type Query { t: T } type T { x: Int }',
      'type Query { t: T } interface T { x: Int }',
      'T',
    ],
  ])('so is another %s', async (_, released, current, path) => {
    expect(await breaks(released, current)).toEqual([expect.stringMatching(`^${path}: .*changed`)]);
  });

  test.each<[string, string, string, string]>([
    ['an argument', 'type Query { a: Int }', 'type Query { a(x: Int!): Int }', 'Query.a.x'],
    [
      'an input field',
      'type Query { a(i: In): Int } input In { x: Int }',
      'type Query { a(i: In): Int } input In { x: Int y: Int! }',
      'In.y',
    ],
  ])('so is %s that has to be given from now on', async (_, released, current, path) => {
    expect(await breaks(released, current)).toEqual([expect.stringMatching(`^${path.replace('.x', '')}`)]);
  });

  test('what is new breaks nothing', async () => {
    expect(
      await schemaChanges('type Query { a: Int }', 'type Query { a: Int b: T } type T { x: Int }', TODAY),
    ).toEqual({
      breaking: [],
      dangerous: [],
    });
  });
});

describe('what was deprecated with a day of removal', () => {
  const deprecated = (day: string) => `@deprecated(reason: "Use a. Removed after ${day}.")`;
  const fieldUntil = (day: string) => `type Query { a: Int b: Int ${deprecated(day)} }`;

  test('may be gone once the day has passed', async () => {
    expect(await breaks(fieldUntil('2027-03-31'), 'type Query { a: Int }')).toEqual([]);
  });

  test('may not be gone on that day, and the day is told', async () => {
    expect(await breaks(fieldUntil(TODAY), 'type Query { a: Int }')).toEqual([
      expect.stringMatching(/^Query\.b: .* The release promised it up to 2027-04-01\.$/),
    ]);
  });

  test('may not be another thing instead: that is not what was announced', async () => {
    expect(await breaks(fieldUntil('2027-03-31'), 'type Query { a: Int b: String }')).toHaveLength(1);
  });

  test('may stay longer', async () => {
    const released = `type Query { e: E } enum E { A B ${deprecated('2027-03-31')} }`;
    expect(await schemaChanges(released, released, TODAY)).toEqual({ breaking: [], dangerous: [] });
  });

  test.each<[string, string, string]>([
    ['an argument', `type Query { a(x: Int ${deprecated('2027-03-31')}): Int }`, 'type Query { a: Int }'],
    [
      'an enum value',
      `type Query { e: E } enum E { A B ${deprecated('2027-03-31')} }`,
      'type Query { e: E } enum E { A }',
    ],
    [
      'an input field',
      `type Query { a(i: In): Int } input In { x: Int y: Int ${deprecated('2027-03-31')} }`,
      'type Query { a(i: In): Int } input In { x: Int }',
    ],
    [
      'a field with the types that it alone led to',
      `type Query { a: Int t: T ${deprecated('2027-03-31')} } type T { s: S } type S { x: Int }`,
      'type Query { a: Int }',
    ],
  ])('may be gone: %s', async (_, released, current) => {
    expect(await breaks(released, current)).toEqual([]);
    expect(await breaks(released, current, '2027-03-31')).not.toEqual([]);
  });

  test('takes no type along that something else leads to', async () => {
    const released = `type Query { a: T t: T ${deprecated('2027-03-31')} } type T { x: Int }`;
    expect(await breaks(released, 'type Query { a: Int }')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^T: /), expect.stringMatching(/^Query\.a: /)]),
    );
  });

  test('is of the release: who deprecates and removes at once breaks', async () => {
    expect(await breaks('type Query { a: Int b: Int }', 'type Query { a: Int }')).toHaveLength(1);
  });

  test.each([
    'No longer supported',
    'Use a.',
    'Removed after 2027-03-31.',
    'Use a. Removed after 2027-02-30.',
  ])('has one only if the reason says so as agreed, and not: %s', async (reason) => {
    const released = `type Query { a: Int b: Int @deprecated(reason: "${reason}") }`;
    expect(await breaks(released, 'type Query { a: Int }')).toHaveLength(1);
    expect(undatedDeprecations(released)).toEqual([`Query.b: "${reason}"`]);
  });

  test('is found in fields, arguments, input fields and enum values', () => {
    const sdl = `type Query { a(x: In @deprecated): E @deprecated b: Int ${deprecated('2027-03-31')} }
      interface I { x: Int @deprecated } input In { x: Int @deprecated } enum E { A @deprecated }`;
    const places = undatedDeprecations(sdl).map((line) => line.split(':')[0]);
    expect(places).toEqual(['Query.a.x', 'Query.a', 'I.x', 'In.x', 'E.A']);
  });
});

test('what may surprise clients is told, and is no break', async () => {
  const { breaking, dangerous } = await schemaChanges(
    'type Query { a(n: Int = 1): E } enum E { A }',
    'type Query { a(n: Int = 2): E } enum E { A B }',
    TODAY,
  );
  expect(breaking).toEqual([]);
  expect(dangerous).toEqual([
    expect.stringMatching(/^Query\.a\.n: Default value .* changed from '1' to '2'\.$/),
    expect.stringMatching(/^E\.B: Enum value 'B' was added/),
  ]);
});
