import { inTransaction } from '../../../../src/platform/audit/audit-middleware.ts';
import {
  type PasswordAttempt,
  tryPassword,
} from '../../../../src/subgraphs/identity/login/password-attempt.ts';
import { judgeSignIn } from '../../../../src/subgraphs/identity/login/sign-in.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity } from '../../../support/identity-fixtures.ts';
import { entriesOf } from '../ask.ts';

// What is judged once passwords have been compared, which takes so long that much happens meanwhile.

const database = useTestDatabase();
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  await seedIdentity(database);
});
const attempt = (password: string) => tryPassword(contextFor(database, null), { name: 'a.viewer' }, password);
const judge = (judged: PasswordAttempt) =>
  inTransaction(contextFor(database, null), (mutation) => judgeSignIn(mutation, judged));

test('of eight wrong ones at once five count, and the others meet the lock', async () => {
  const wrong = await attempt('wrong');
  const entries = await entriesOf(database, () => Promise.all(Array.from({ length: 8 }, () => judge(wrong))));
  expect(entries.map(({ changes }) => changes?.reason).toSorted()).toEqual([
    ...Array(3).fill('LOCKED'),
    ...Array(5).fill('WRONG_PASSWORD'),
  ]);
  expect(await judge(await attempt(PASSWORD))).toBe(false);
});

test('a password that was right and is no more, because it was changed meanwhile', async () => {
  const right = await attempt(PASSWORD);
  expect(right.isRight).toBe(true);
  await database.query("update users set password_hash = 'another' where username = 'a.viewer'");
  expect(await judge(right)).toBe(false);
});

test('an account that was deactivated meanwhile', async () => {
  const right = await attempt(PASSWORD);
  await database.query("update users set is_active = false where username = 'a.viewer'");
  expect(await judge(right)).toBe(false);
});
