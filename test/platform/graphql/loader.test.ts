import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import { inOrderOf, type Loader, LoaderCache } from '../../../src/platform/graphql/loader.ts';
import { parentedLoader } from '../../../src/platform/graphql/parented-loader.ts';

const context = {} as GraphContext;

test('questions of one moment are one batch, and a question is asked once', async () => {
  const batches: (readonly number[])[] = [];
  const doubleByNumberLoader: Loader<number, number> = {
    async batch(keys) {
      batches.push(keys);
      return keys.map((key) => key * 2);
    },
  };
  const cache = new LoaderCache();
  const ask = (key: number) => cache.load(doubleByNumberLoader, key, context);
  expect(await Promise.all([ask(1), ask(2), ask(1)])).toEqual([2, 4, 2]);
  expect(await ask(2)).toBe(4);
  expect(batches).toEqual([[1, 2]]);
  cache.clear();
  await ask(1);
  expect(batches).toEqual([[1, 2], [1]]);
});

test('an answer that is given beforehand is not asked for', async () => {
  const loader: Loader<number, string> = { batch: async (keys) => keys.map((key) => `asked ${key}`) };
  const cache = new LoaderCache();
  cache.prime(loader, 1, 'given', context);
  const answers = [1, 2].map((key) => cache.load(loader, key, context));
  expect(await Promise.all(answers)).toEqual(['given', 'asked 2']);
});

test('an Error answers its key alone', async () => {
  const loader: Loader<number, number> = {
    batch: async (keys) => keys.map((key) => (key < 0 ? new RangeError('negative') : key)),
  };
  const cache = new LoaderCache();
  const answers = [1, -1].map((key) => cache.load(loader, key, context));
  await expect(answers[1]).rejects.toThrow('negative');
  expect(await answers[0]).toBe(1);
});

test('rows in the order of their keys, null where there is none', () => {
  const rows = [{ id: 'b' }, { id: 'a' }];
  expect(inOrderOf(['a', 'x', 'b', 'a'], rows, ({ id }) => id)).toEqual([
    { id: 'a' },
    null,
    { id: 'b' },
    { id: 'a' },
  ]);
});

describe('a field with arguments', () => {
  const asked: [string[], unknown][] = [];
  const sumByParentLoader = parentedLoader(async (parents, args: { add: number }) => {
    asked.push([parents, args]);
    if (args.add < 0) throw new RangeError('negative');
    return (parent) => Number(parent) + args.add;
  });
  const cache = new LoaderCache();
  const ask = (parentKey: string, add: number) =>
    cache.load(sumByParentLoader, { parentKey, args: { add } }, context);
  beforeEach(() => {
    asked.length = 0;
    cache.clear();
  });

  test('is one question for each set of arguments, whatever the number of parents', async () => {
    const answers = await Promise.all([ask('1', 10), ask('2', 10), ask('1', 20), ask('2', 10)]);
    expect(answers).toEqual([11, 12, 21, 12]);
    expect(asked).toEqual([
      [['1', '2'], { add: 10 }],
      [['1'], { add: 20 }],
    ]);
  });

  test('a set of arguments that fails takes no other with it', async () => {
    const [good, bad] = [ask('1', 1), ask('1', -1)];
    await expect(bad).rejects.toThrow('negative');
    expect(await good).toBe(2);
  });
});
