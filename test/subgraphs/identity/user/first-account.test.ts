import { jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import { createFirstAccount } from '../../../../src/subgraphs/identity/user/first-account.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { ask, entriesOf, stateOf } from '../ask.ts';

const LOGIN = `mutation ($name: String!, $password: String!) {
  login(input: { usernameOrEmail: $name, password: $password }) { user { role fullName } }
}`;
const database = useTestDatabase();
beforeEach(() => database.query('truncate tenants, organizations, users cascade'));
afterEach(() => jest.restoreAllMocks());
const context = () => contextFor(database, null);
const create = (adminPassword?: string, adminUsername = 'root') =>
  createFirstAccount({ adminUsername, adminPassword }, context());

test('a password that was chosen is taken, and told to nobody', async () => {
  expect(await create('Correct-horse-1')).toBeNull();
  const { login } = await ask(context(), LOGIN, { name: 'root', password: 'Correct-horse-1' });
  expect(login.user).toEqual({ role: 'SUPER_ADMIN', fullName: 'Administrator' });
});

test('one that is made up meets the policy', async () => {
  const password = await create();
  await ask(context(), LOGIN, { name: 'root', password });
});

const FAULT = { path: ['adminPassword'], message: expect.any(String) };

test.each([
  'password',
  'Summer2024!',
  'Root-12345!',
  `Aa1-${'x'.repeat(125)}`,
])('a chosen one must meet it, too: %j makes nothing', async (password) => {
  const before = await stateOf(database);
  await expect(create(password)).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', issues: expect.arrayContaining([FAULT]) },
  });
  expect(await stateOf(database)).toBe(before);
});

test('the audit log begins with them, by nobody', async () => {
  const entries = await entriesOf(database, () => create('Correct-horse-1'));
  expect(entries.map(({ action, entityType, userId }) => [action, entityType, userId])).toEqual([
    ['CREATE', 'Tenant', null],
    ['CREATE', 'Organization', null],
    ['CREATE', 'User', null],
  ]);
  expect(entries[2]?.changes).toMatchObject({
    role: { from: null, to: 'SUPER_ADMIN' },
    passwordHash: { to: '(hidden)' },
  });
});

test('two processes that start at once make one; later ones look at no password', async () => {
  // Both have seen no users by the time that either goes on.
  let hashing = 0;
  jest.spyOn(bcrypt, 'hash').mockImplementation((async () => {
    hashing++;
    while (hashing < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    return 'a hash';
  }) as typeof bcrypt.hash);
  const made = await Promise.all([create(), create()]);
  expect(made.filter((password) => password !== null)).toHaveLength(1);
  expect(await create('password')).toBeNull();
  expect(await database.query('select from users')).toHaveLength(1);
});
