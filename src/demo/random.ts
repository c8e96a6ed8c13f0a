/** Numbers in [0, 1): the same ones, in the same order, for the same seed. */
export type Random = () => number;

/** mulberry32: 32 bits of state, even enough for a believable book and short enough to read. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const chance = (random: Random, probability: number): boolean => random() < probability;

/** A whole number, both ends included. */
export const integer = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));

export const pick = <Item>(random: Random, items: readonly Item[]): Item =>
  items[integer(random, 0, items.length - 1)]!;

/** The weights need not sum to 1. */
export function pickWeighted<Item>(random: Random, weighted: readonly (readonly [Item, number])[]): Item {
  let left = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  const found = weighted.find(([, weight]) => {
    left -= weight;
    return left < 0;
  });
  return (found ?? weighted.at(-1)!)[0];
}

/** Mean 0, standard deviation 1 (Box–Muller). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Log-normal: always above 0, half of it below `median`. */
export const logNormal = (random: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(random));

export const clamp = (value: number, from: number, to: number): number => Math.min(Math.max(value, from), to);
