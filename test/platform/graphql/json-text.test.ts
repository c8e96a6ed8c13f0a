import { JsonText, stringify } from '../../../src/platform/graphql/json-text.ts';

const answer = {
  data: { one: new JsonText('[{"amount":"1.00"}]'), lists: [new JsonText('[]'), new JsonText('null')] },
};
const asText = '{"data":{"one":[{"amount":"1.00"}],"lists":[[],null]}}';

test('an answer holds its texts as they are', () => {
  expect(stringify(answer)).toBe(asText);
  expect(stringify({ data: null })).toBe('{"data":null}');
});

test('a text inside is not read again: it may hold anything', () => {
  expect(stringify([new JsonText('"$& $1 json-text"')])).toBe('["$& $1 json-text"]');
});

test('anybody else who writes JSON sees the value', () => {
  expect(JSON.stringify(answer)).toBe(asText);
});

test('an answer that cannot be written leaves nothing behind', () => {
  expect(() => stringify([new JsonText('1'), 1n])).toThrow('BigInt');
  expect(JSON.stringify(new JsonText('[2]'))).toBe('[2]');
  expect(stringify(new JsonText('[3]'))).toBe('[3]');
});
