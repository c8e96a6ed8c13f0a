import { median, percentile } from '../../bench/load/statistics.ts';
import { takeTurns } from '../../bench/load/take-turns.ts';

describe('the median', () => {
  it('is the middle value, in any order', () => expect(median([30, 10, 20])).toBe(20));
  it('is the mean of the two in the middle', () => expect(median([40, 10, 30, 20])).toBe(25));
  it('of nothing is no number', () => expect(median([])).toBeNaN());
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  it('is a value that the share of the values is at most', () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
  });

  it('of few values is the largest', () => expect(percentile([1, 2, 3], 0.99)).toBe(3));
  it('of nothing is no number', () => expect(percentile([], 0.5)).toBeNaN());
});

describe('variants that take turns', () => {
  it('run in rounds, not one after the other', async () => {
    const order: string[] = [];
    const results = await takeTurns(['a', 'b'], 3, async (item) => order.push(item));
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    expect(results).toEqual(
      new Map([
        ['a', [1, 3, 5]],
        ['b', [2, 4, 6]],
      ]),
    );
  });
});
