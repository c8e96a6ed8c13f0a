import { ROLES, type RoleName } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { execute, stateOf } from '../ask.ts';

/** The design's sentence: who may give which role, to users and to keys. */
const GIVES: Record<RoleName, { keys: RoleName[]; users: RoleName[] }> = {
  VIEWER: { keys: ['VIEWER'], users: [] },
  ANALYST: { keys: ['ANALYST', 'VIEWER'], users: [] },
  PORTFOLIO_MANAGER: { keys: ['PORTFOLIO_MANAGER'], users: [] },
  ADMIN: {
    keys: ['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN'],
    users: ['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN'],
  },
  SUPER_ADMIN: { keys: [...ROLES], users: [...ROLES] },
};
const PAIRS = ROLES.flatMap((giver) => ROLES.map((role) => [giver, role] as const));

const KEY = 'mutation ($role: Role!) { createApiKey(input: { name: "x", role: $role }) { secret } }';
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { id } }';
const UPDATE = 'mutation ($id: ID!, $role: Role!) { updateUser(id: $id, input: { role: $role }) { id } }';

const database = useTestDatabase();
let a: TenantFixture;
let count = 0;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
});

/** Whether it was done; if not, nothing was, and it is FORBIDDEN. */
async function isDone(giver: RoleName, source: string, variables: Record<string, unknown>): Promise<boolean> {
  const before = await stateOf(database);
  const { errors } = await execute(contextFor(database, a.viewers[giver]), source, variables);
  if (!errors) return true;
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  expect(await stateOf(database)).toBe(before);
  return false;
}

test.each(PAIRS)('%s gives a key the role %s: as the design says', async (giver, role) =>
  expect(await isDone(giver, KEY, { role })).toBe(GIVES[giver].keys.includes(role)));

test.each(PAIRS)('%s makes a user with the role %s: as the design says', async (giver, role) => {
  const username = `somebody-${++count}`;
  const account = { username, email: `${username}@example.test`, password: PASSWORD };
  const input = { ...account, role, organizationId: a.ids.organization };
  expect(await isDone(giver, REGISTER, { input })).toBe(GIVES[giver].users.includes(role));
});

test.each(PAIRS)('%s changes a user to the role %s: as the design says', async (giver, role) => {
  // Somebody else, who has another role until now.
  const until = ROLES.find((other) => other !== giver && other !== role) as RoleName;
  await database.query('update users set role = ?::user_role where id = ?', [until, a.viewers[until].userId]);
  const id = a.ids.users[until];
  expect(await isDone(giver, UPDATE, { id, role })).toBe(GIVES[giver].users.includes(role));
});
