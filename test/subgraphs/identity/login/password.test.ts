import { jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import { hashPassword, isOutdated, isPassword } from '../../../../src/subgraphs/identity/login/password.ts';
import { CHEAP_COST, hashCheaply } from '../../../support/cheap-hashing.ts';

describe('at the cost that everybody pays', () => {
  afterAll(() => hashCheaply());

  test('a hash takes 2¹² rounds, and so does a comparison', async () => {
    const hash = await hashPassword('x');
    expect(hash).toMatch(/^\$2b\$12\$/);
    expect(await workOf(hash)).toEqual({ comparisons: 1, rounds: 2 ** 12 });
  });
  test('a comparison without an account takes as many', async () =>
    expect(await workOf(undefined)).toEqual({ comparisons: 1, rounds: 2 ** 12 }));
});

test('knows the password again, and nothing else', async () => {
  const hash = await hashPassword('Right-password-1', 4);
  expect(await isPassword('Right-password-1', hash)).toBe(true);
  expect(await isPassword('right-password-1', hash)).toBe(false);
});

// bcrypt itself reads 72 bytes and stops at a zero byte.
test.each(['x'.repeat(80), 'x'.repeat(127), 'Ab1!\0'])('every byte after %j counts', async (start) => {
  const hash = await hashPassword(`${start}one`, 4);
  expect(await isPassword(`${start}one`, hash)).toBe(true);
  expect(await isPassword(`${start}two`, hash)).toBe(false);
});

test('how a character is typed does not matter', async () => {
  const hash = await hashPassword('Caf\u00e9-horse-1', 4);
  expect(await isPassword('Cafe\u0301-horse-1', hash)).toBe(true);
});

test('a hash of a lower cost is outdated, one of the present cost is not', async () => {
  expect(isOutdated(await hashPassword('x', CHEAP_COST - 1))).toBe(true);
  expect(isOutdated(await hashPassword('x'))).toBe(false);
});

/** In units of one round of bcrypt. */
async function workOf(hash: string | undefined): Promise<{ comparisons: number; rounds: number }> {
  const compare = jest.spyOn(bcrypt, 'compare');
  const rehash = jest.spyOn(bcrypt, 'hash');
  await isPassword('Wrong-password-1', hash);
  const compared = compare.mock.calls.map(([, shown]) => 2 ** bcrypt.getRounds(shown));
  const made = rehash.mock.calls.map(([, cost]) => 2 ** Number(cost));
  jest.restoreAllMocks();
  return {
    comparisons: compared.length,
    rounds: [...compared, ...made].reduce((sum, rounds) => sum + rounds),
  };
}

test('without an account, nothing is right', async () =>
  expect(await isPassword('Right-password-1', undefined)).toBe(false));

test.each([7, 6, 5, 4])('a hash of cost %d takes the same work to compare', async (cost) => {
  hashCheaply(7);
  expect(await workOf(await hashPassword('x', cost))).toEqual({ comparisons: 1, rounds: 2 ** 7 });
});
