import { placeUpload } from '../../../../src/gateway/http/uploads/placed-upload.ts';

const place = (variables: unknown, map: unknown) =>
  placeUpload(JSON.stringify({ query: 'q', variables }), JSON.stringify(map));

test.each([
  ['in a variable', { file: null }, 'variables.file'],
  ['in an input', { input: { file: null, other: 1 } }, 'variables.input.file'],
  ['in a list', { files: [1, null] }, 'variables.files.1'],
])('a file is put %s', (_, variables, path) => {
  const { body, field, upload } = place(variables, { f: [path] });
  const at = path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], body);
  expect(at).toBe(upload);
  expect(field).toBe('f');
});

describe('a file is put nowhere but where the variables hold a null for it', () => {
  const variables = { file: null, text: 'x', list: [null], input: { file: null } };
  test.each([
    'query',
    'operationName',
    'extensions.file',
    '0',
    'operations.0',
    'variables',
    'variables.',
    'variables.text',
    'variables.text.0',
    'variables.nothing',
    'variables.nothing.file',
    'variables.file.name',
    'variables.input',
    'variables.list.1',
    'variables.list.length',
    'variables.list.push',
    '',
  ])('"%s"', (path) => {
    expect(() => place(variables, { f: [path] })).toThrow('points to');
  });
});

describe('what all objects share cannot be reached', () => {
  const inherited = [
    'toString',
    'constructor',
    'constructor.prototype',
    '__proto__',
    '__proto__.toString',
    '__proto__.__proto__',
    'hasOwnProperty',
  ];
  const paths = inherited.flatMap((path) => [
    path,
    `${path}.call`,
    `variables.${path}`,
    `variables.${path}.call`,
    `variables.list.push.call`,
    `query.at.call`,
  ]);
  test.each(paths)('%s', (path) => {
    const before = [Object.prototype.toString.call, [].push.call, ''.at.call];
    expect(() => place({ list: [] }, { f: [path] })).toThrow('points to');
    expect([Object.prototype.toString.call, [].push.call, ''.at.call]).toEqual(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('not even where the request brings such names along', () => {
    const operations =
      '{"query":"q","variables":{"__proto__":{"file":null},"constructor":{"prototype":{"file":null}}}}';
    for (const path of ['variables.__proto__.file', 'variables.constructor.prototype.file']) {
      placeUpload(operations, JSON.stringify({ f: [path] }));
      expect(({} as { file?: unknown }).file).toBeUndefined();
    }
  });
});

describe('a map names one file and one place', () => {
  test.each<[string, unknown]>([
    ['no file', {}],
    ['no place', { f: [] }],
    ['two places', { f: ['variables.file', 'variables.other'] }],
    ['the same place twice', { f: ['variables.file', 'variables.file'] }],
    ['two files', { f: ['variables.file'], g: ['variables.other'] }],
    ['a text for places', { f: 'variables.file' }],
    ['a number for a place', { f: [1] }],
    ['a list for a place', { f: [['variables', 'file']] }],
  ])('not %s', (_, map) => {
    expect(() => place({ file: null, other: null }, map)).toThrow('must name one file and one place');
  });
});

test.each([
  '',
  '{',
  '[]',
  '[{"query":"q","variables":{"file":null}}]',
  'null',
  '"x"',
  '1',
])('%s is no operation and no map', (text) => {
  expect(() => placeUpload(text, '{"f":["variables.file"]}')).toThrow('"operations" must be a JSON object');
  expect(() => placeUpload('{}', text)).toThrow('"map" must be a JSON object');
});
