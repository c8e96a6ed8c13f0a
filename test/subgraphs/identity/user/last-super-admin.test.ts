import type { Viewer } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, execute, refusalWithoutTrace } from '../ask.ts';

const UPDATE =
  'mutation ($id: ID!, $input: UpdateUserInput!) { updateUser(id: $id, input: $input) { role } }';
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a, b } = await seedIdentity(database));
});
const by = (viewer: Viewer) => contextFor(database, viewer);
const active = () => database.query("select from users where role = 'SUPER_ADMIN' and is_active");
const DEMOTED = { role: 'ADMIN' };
const DEACTIVATED = { isActive: false };

test.each([
  ['demote', DEMOTED, DEMOTED],
  ['deactivate', DEACTIVATED, DEACTIVATED],
  ['demote and deactivate', DEMOTED, DEACTIVATED],
])('two who %s each other at once: one stays, and the other is told', async (_, one, other) => {
  const answers = await Promise.all([
    execute(by(a.viewers.SUPER_ADMIN), UPDATE, { id: b.ids.users.SUPER_ADMIN, input: one }),
    execute(by(b.viewers.SUPER_ADMIN), UPDATE, { id: a.ids.users.SUPER_ADMIN, input: other }),
  ]);
  expect(answers.flatMap(({ errors = [] }) => errors.map(({ message }) => message))).toEqual([
    'There must always be an active SUPER_ADMIN.',
  ]);
  expect(await active()).toHaveLength(1);
});

test('one of two can go; the last cannot, by whatever was still allowed a moment ago', async () => {
  await ask(by(a.viewers.SUPER_ADMIN), UPDATE, { id: b.ids.users.SUPER_ADMIN, input: DEACTIVATED });
  // The other one's request was let in before.
  const late = by(b.viewers.SUPER_ADMIN);
  for (const input of [DEMOTED, DEACTIVATED]) {
    expect(
      await refusalWithoutTrace(database, late, UPDATE, { id: a.ids.users.SUPER_ADMIN, input }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
  }
  expect(await active()).toHaveLength(1);
});

test('the last one still changes everybody else', async () => {
  await database.query("update users set role = 'ADMIN' where username = 'b.super_admin'");
  await ask(by(a.viewers.SUPER_ADMIN), UPDATE, { id: b.ids.users.SUPER_ADMIN, input: { role: 'VIEWER' } });
  await ask(by(a.viewers.SUPER_ADMIN), UPDATE, { id: a.ids.users.ADMIN, input: DEACTIVATED });
});
