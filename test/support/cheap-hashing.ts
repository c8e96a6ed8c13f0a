import { BCRYPT } from '../../src/subgraphs/identity/login/password.ts';

/** 2⁵ rounds: two milliseconds instead of a quarter of a second, and one more than the least that bcrypt does. */
export const CHEAP_COST = 5;

/** Passwords of this test file cost little from now on. What a password really costs is tested in password.test.ts. */
export const hashCheaply = (cost = CHEAP_COST): void => {
  (BCRYPT as { cost: number }).cost = cost;
};
