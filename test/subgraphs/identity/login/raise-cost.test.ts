import { jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import { hashPassword, isPassword } from '../../../../src/subgraphs/identity/login/password.ts';
import { catchLog } from '../../../support/catch-log.ts';
import { CHEAP_COST } from '../../../support/cheap-hashing.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusal } from '../ask.ts';

const LOGIN = `mutation ($password: String!) {
  login(input: { usernameOrEmail: "a.viewer", password: $password }) { refreshToken }
}`;
const REFRESH =
  'mutation ($token: String!) { refreshSession(input: { refreshToken: $token }) { expiresIn } }';
const database = useTestDatabase();
let a: TenantFixture;
let oldHash: string;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a } = await seedIdentity(database));
  oldHash = await hashPassword(PASSWORD, CHEAP_COST - 1);
  await database.query('update users set password_hash = ? where id = ?', [oldHash, a.viewers.VIEWER.userId]);
});
afterEach(() => jest.restoreAllMocks());

const anonymous = () => contextFor(database, null);
const signIn = async () => (await ask(anonymous(), LOGIN, { password: PASSWORD })).login.refreshToken;
const storedHash = async () => {
  const [row] = await database.query<{ hash: string }>(
    'select password_hash as hash from users where id = ?',
    [a.viewers.VIEWER.userId],
  );
  return (row as { hash: string }).hash;
};

test('a right password is hashed anew at the present cost, on record as what it is, and no session ends', async () => {
  const before = await signIn();
  await database.query('update users set password_hash = ? where id = ?', [oldHash, a.viewers.VIEWER.userId]);
  const entries = await entriesOf(database, signIn);
  expect(entries.map(({ action }) => action)).toEqual(['LOGIN', 'UPDATE']);
  expect(entries[1]).toMatchObject({
    entityType: 'User',
    entityId: a.ids.users.VIEWER,
    tenantId: a.tenantId,
    userId: a.viewers.VIEWER.userId,
    changes: { passwordHash: { from: '(hidden)', to: '(hidden)' }, reason: 'HASHED_AT_A_HIGHER_COST' },
  });
  const hash = await storedHash();
  expect(bcrypt.getRounds(hash)).toBe(CHEAP_COST);
  expect(await isPassword(PASSWORD, hash)).toBe(true);
  await ask(anonymous(), REFRESH, { token: before });
});

test('once is enough', async () => {
  await signIn();
  const hash = await storedHash();
  const entries = await entriesOf(database, signIn);
  expect(entries.map(({ action }) => action)).toEqual(['LOGIN']);
  expect(await storedHash()).toBe(hash);
});

test('a wrong password, or a right one of a locked account, is not', async () => {
  for (let failure = 0; failure < 5; failure++) await refusal(anonymous(), LOGIN, { password: 'wrong' });
  await refusal(anonymous(), LOGIN, { password: PASSWORD });
  expect(await storedHash()).toBe(oldHash);
});

/** What happens while the password is hashed anew. */
const whileHashing = (happens: () => Promise<unknown>) => {
  const hash = bcrypt.hash;
  jest.spyOn(bcrypt, 'hash').mockImplementation((async (text: string, cost: number) => {
    if (cost === CHEAP_COST) await happens();
    return hash(text, cost);
  }) as typeof bcrypt.hash);
};

test('a password that is changed meanwhile stays changed', async () => {
  const newHash = await hashPassword('Another-horse-2', CHEAP_COST - 1);
  whileHashing(() =>
    database.query('update users set password_hash = ? where id = ?', [newHash, a.viewers.VIEWER.userId]),
  );
  const entries = await entriesOf(database, signIn);
  expect(await storedHash()).toBe(newHash);
  expect(entries.map(({ action }) => action)).toEqual(['LOGIN']);
});

test('nobody is kept from signing in because it fails', async () => {
  const log = catchLog();
  whileHashing(() => Promise.reject(new Error('no room')));
  expect(await signIn()).toEqual(expect.any(String));
  expect(await storedHash()).toBe(oldHash);
  log.stop();
  expect(log.words()).toEqual(['A password could not be hashed anew.']);
});
