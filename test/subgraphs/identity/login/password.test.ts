import { hashPassword, isPassword } from '../../../../src/subgraphs/identity/login/password.ts';

test('knows the password again, and nothing else', async () => {
  const hash = await hashPassword('Right-password-1', 4);
  expect(await isPassword('Right-password-1', hash)).toBe(true);
  expect(await isPassword('right-password-1', hash)).toBe(false);
});

// bcrypt itself reads 72 bytes and stops at a zero byte.
test.each(['x'.repeat(80), 'Ab1!\0'])('every byte after %j counts', async (start) => {
  const hash = await hashPassword(`${start}one`, 4);
  expect(await isPassword(`${start}one`, hash)).toBe(true);
  expect(await isPassword(`${start}two`, hash)).toBe(false);
});

test('without an account nothing is right, after the same work', async () => {
  const started = performance.now();
  expect(await isPassword('Right-password-1', undefined)).toBe(false);
  // A hash of cost 4 takes one millisecond, one of cost 12 two hundred.
  expect(performance.now() - started).toBeGreaterThan(30);
});

test('costs 2¹² rounds', async () => expect(await hashPassword('x')).toMatch(/^\$2b\$12\$/));
