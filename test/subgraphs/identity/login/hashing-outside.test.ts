import { jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import type { GraphContext } from '../../../../src/platform/graphql/context.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, execute } from '../ask.ts';

const NEW = 'Another-horse-2';
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
afterEach(() => jest.restoreAllMocks());
const admin = () => contextFor(database, a.viewers.ADMIN);

const SLOW: [string, () => GraphContext, string][] = [
  [
    'login',
    () => contextFor(database, null),
    `mutation { login(input: { usernameOrEmail: "a.viewer", password: "${PASSWORD}" }) { expiresIn } }`,
  ],
  [
    'changePassword',
    () => contextFor(database, a.viewers.ANALYST),
    `mutation { changePassword(input: { currentPassword: "${PASSWORD}", newPassword: "${NEW}" }) { expiresIn } }`,
  ],
  [
    'register',
    admin,
    `mutation { register(input: { username: "NEW", email: "NEW@example.test", password: "${PASSWORD}", role: VIEWER, organizationId: "ORGANIZATION" }) { id } }`,
  ],
  ['resetPassword', admin, `mutation { resetPassword(userId: "USER", newPassword: "${NEW}") { id } }`],
];

const withIds = (source: string, tenant = a) =>
  source
    .replaceAll('NEW', `new-${tenant.tenantId}`)
    .replace('ORGANIZATION', tenant.ids.organization)
    .replace('USER', tenant.ids.users.VIEWER);

/** Transactions that somebody holds open whenever a password is hashed or compared. */
function watchHashing(): { open: number[] } {
  const watched = { open: [] as number[] };
  const count = async () => {
    const rows = await database.query(
      "select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    watched.open.push(rows.length);
  };
  const { hash, compare } = bcrypt;
  const watching = (work: (...args: never[]) => unknown) =>
    (async (...args: never[]) => {
      await count();
      return work(...args);
    }) as never;
  jest.spyOn(bcrypt, 'hash').mockImplementation(watching(hash));
  jest.spyOn(bcrypt, 'compare').mockImplementation(watching(compare));
  return watched;
}

test.each(SLOW)('%s holds no transaction while it hashes', async (_, context, source) => {
  const watched = watchHashing();
  await ask(context(), withIds(source));
  expect(watched.open.length).toBeGreaterThan(0);
  expect(new Set(watched.open)).toEqual(new Set([0]));
});

test.each(SLOW.slice(2))('%s hashes nothing for somebody who may not', async (_, context, source) => {
  const watched = watchHashing();
  const { errors } = await execute(context(), withIds(source, b));
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
  expect(watched.open).toEqual([]);
});
