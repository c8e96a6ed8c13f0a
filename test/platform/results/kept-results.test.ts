import { KeptResults, type Making } from '../../../src/platform/results/kept-results.ts';

/** A computation that counts how often it ran. */
function making<Result>(result: Result, overrides: Partial<Making<Result>> = {}) {
  const counted = { runs: 0 };
  return Object.assign(counted, {
    compute: async () => {
      counted.runs += 1;
      return result;
    },
    isCurrent: async () => true,
    ...overrides,
  });
}

test('a result is computed once, and is the same afterwards', async () => {
  const results = new KeptResults();
  const numbers = { expectedLoss: '240800000.00', gini: 0.1 + 0.2, grade: null, sectors: [{ count: 1 }] };
  const made = making(numbers);
  expect(await results.get('a', made)).toEqual(numbers);
  expect(await results.get('a', made)).toEqual(numbers);
  expect(made.runs).toBe(1);
  expect(await results.get('b', made)).toEqual(numbers);
  expect(made.runs).toBe(2);
});

test.each(['', 'null', '{"a":1}', 'two\nlines "quoted"'])('a text stays that text: %j', async (text) => {
  const results = new KeptResults();
  const made = making(text);
  for (const _ of [1, 2]) expect(await results.get('a', made)).toBe(text);
  expect(made.runs).toBe(1);
});

test('what one reader does to a result, no other sees', async () => {
  const results = new KeptResults();
  const read = () => results.get('a', making({ list: [1] }));
  for (const reader of [await read(), await read()]) reader.list.push(2);
  expect(await read()).toEqual({ list: [1] });
  const together = await Promise.all(['c', 'c'].map((key) => results.get(key, making({ list: [1] }))));
  together[0]!.list.push(2);
  expect(together[1]).toEqual({ list: [1] });
});

test('what is mostly asked for once is kept from the second time on', async () => {
  const results = new KeptResults();
  const made = making('a page');
  for (const runs of [1, 2, 2]) {
    expect(await results.getIfAskedBefore('a', made)).toBe('a page');
    expect(made.runs).toBe(runs);
  }
});

test('whoever asks first does not wait until it is known whether the result may be kept', async () => {
  const results = new KeptResults();
  const { promise: known, resolve: tell } = Promise.withResolvers<boolean>();
  const made = making('first', { isCurrent: () => known });
  expect(await results.get('a', made)).toBe('first');
  const second = results.get('a', made);
  expect(results.size).toBe(0);
  tell(true);
  expect(await second).toBe('first');
  expect({ runs: made.runs, size: results.size }).toEqual({ runs: 1, size: 1 });
});

describe('not kept', () => {
  test.each([
    ['where the data changed meanwhile', { isCurrent: async () => false }],
    ['where nobody could say whether it did', { isCurrent: () => Promise.reject(new Error('lost')) }],
  ])('%s', async (_, overrides) => {
    const results = new KeptResults();
    const made = making(1, overrides);
    expect(await results.get('a', made)).toBe(1);
    expect(await results.get('a', made)).toBe(1);
    expect(made.runs).toBe(2);
    expect(results.size).toBe(0);
  });

  test('where computing it failed: the next one tries again', async () => {
    const results = new KeptResults();
    const failing = { compute: () => Promise.reject(new Error('no')), isCurrent: async () => true };
    await expect(results.get('a', failing)).rejects.toThrow('no');
    expect(await results.get('a', making(1))).toBe(1);
  });
});

describe('whoever asks for what is being computed', () => {
  /** Asks twice at the same time: the first fares as said. */
  async function twoAsk(first: Making<string>) {
    const results = new KeptResults();
    const second = making('second');
    const answers = await Promise.allSettled([results.get('a', first), results.get('a', second)]);
    return { answers: answers.map((answer) => 'value' in answer && answer.value), second };
  }

  test('waits for it', async () => {
    const { answers, second } = await twoAsk(making('first'));
    expect(answers).toEqual(['first', 'first']);
    expect(second.runs).toBe(0);
  });
  test('computes it alone where the other one failed', async () => {
    const { answers, second } = await twoAsk(
      making('first', { compute: () => Promise.reject(new Error('deadline')) }),
    );
    expect(answers).toEqual([false, 'second']);
    expect(second.runs).toBe(1);
  });
  test('computes it alone where the other one saw newer data, perhaps with fewer rights', async () => {
    const { answers } = await twoAsk(making('first', { isCurrent: async () => false }));
    expect(answers).toEqual(['first', 'second']);
  });
});

describe('bounded', () => {
  test('by number: the least recently used go', async () => {
    const results = new KeptResults();
    for (let n = 0; n < 20_010; n += 1) await results.get(`key ${n}`, making(n));
    expect(results.size).toBe(20_000);
    const oldest = making(0);
    await results.get('key 0', oldest);
    expect(oldest.runs).toBe(1);
  });
  test('by length', async () => {
    const results = new KeptResults();
    for (let n = 0; n < 100; n += 1) await results.get(`key ${n}`, making('x'.repeat(500_000)));
    expect(results.size).toBe(67);
  });
  test('one that is very long is not kept at all', async () => {
    const results = new KeptResults();
    expect(await results.get('a', making('x'.repeat(600_000)))).toHaveLength(600_000);
    expect(results.size).toBe(0);
  });
});
