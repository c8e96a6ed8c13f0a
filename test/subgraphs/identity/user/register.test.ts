import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, execute, refusalWithoutTrace, stateOf } from '../ask.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { id username email fullName role isActive lastLoginAt organization { name } }
}`;
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let count = 0;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
const as = (role: RoleName) => contextFor(database, a.viewers[role]);
const someone = (changes: object = {}) => {
  const username = `someone-${++count}`;
  const account = {
    username,
    email: `${username}@example.test`,
    password: 'Correct-horse-1',
    role: 'VIEWER',
  };
  return { input: { ...account, organizationId: a.ids.organization, ...changes } };
};
const refused = (role: RoleName, changes: object) =>
  refusalWithoutTrace(database, as(role), REGISTER, someone(changes));

test('an ADMIN makes an account of the tenant', async () => {
  const names = { username: ' Alice ', email: ' Alice@Example.test ', fullName: ' Alice Ng ' };
  expect((await ask(as('ADMIN'), REGISTER, someone(names))).register).toEqual({
    id: expect.any(String),
    username: 'Alice',
    email: 'Alice@Example.test',
    fullName: 'Alice Ng',
    role: 'VIEWER',
    isActive: true,
    lastLoginAt: null,
    organization: { name: 'Desk a' },
  });
});

test('the entry says who made whom, field by field, without the password', async () => {
  const variables = someone({ fullName: ' ' });
  let id = '';
  const entries = await entriesOf(database, async () => {
    ({ id } = (await ask(as('ADMIN'), REGISTER, variables)).register);
  });
  expect(entries).toEqual([
    {
      action: 'CREATE',
      entityType: 'User',
      entityId: id,
      tenantId: a.tenantId,
      userId: a.viewers.ADMIN.userId,
      ipAddress: '192.0.2.1',
      requestId: 'request-1',
      changes: expect.objectContaining({
        username: { from: null, to: variables.input.username },
        passwordHash: { from: null, to: '(hidden)' },
        role: { from: null, to: 'VIEWER' },
        organizationId: { from: null, to: a.ids.organization },
        tenantId: { from: null, to: a.ids.tenant },
      }),
    },
  ]);
  expect(JSON.stringify(entries)).not.toContain('$2b$');
});

test('names are taken in any case, in any tenant, and told with every other fault', async () => {
  const taken = {
    username: 'B.Viewer',
    email: 'B.ADMIN@example.test',
    password: 'abcdefgh',
    fullName: 'a\u0007b',
  };
  const { code, paths } = await refused('ADMIN', { ...taken, organizationId: 'x' });
  expect(code).toBe('BAD_USER_INPUT');
  expect(paths.toSorted()).toEqual([
    'input.email',
    'input.fullName',
    'input.organizationId',
    'input.password',
    'input.password',
    'input.password',
    'input.username',
  ]);
});

test('of two who take a name at once, one is told', async () => {
  const [first, second] = [someone({ username: 'Twin' }), someone({ username: 'tWIN' })];
  const answers = await Promise.all([
    execute(as('ADMIN'), REGISTER, first),
    execute(as('ADMIN'), REGISTER, second),
  ]);
  const errors = answers.flatMap((answer) => answer.errors ?? []);
  expect(errors.map(({ extensions }) => extensions)).toEqual([
    expect.objectContaining({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'username'], message: 'This username is taken.' }],
    }),
  ]);
  expect(await database.query("select from users where lower(username) = 'twin'")).toHaveLength(1);
});

test.each([
  ['username', 'ab'],
  ['username', 'x'.repeat(51)],
  ['username', 'has space'],
  ['username', 'na\0me'],
  ['username', 'аlice'],
  ['email', 'nobody'],
  ['email', `${'x'.repeat(250)}@example.test`],
  ['username', 'admin\u200b'],
  ['username', 'ａdmin'],
  ['email', 'two@signs@example.test'],
  ['email', 'line\nend@example.test'],
  ['email', 'а@example.test'],
  ['email', 'nobody@localhost'],
  ['password', 'Short-1'],
  ['password', 'Summer2024!'],
  ['password', `Aa1-${'x'.repeat(125)}`],
  ['fullName', 'x'.repeat(201)],
  ['fullName', 'half \ud83d'],
  ['fullName', 'Bell\u0007'],
  ['fullName', 'gnitaviecer \u202e'],
  ['fullName', 'No\u200bbody'],
])('%s cannot be %j', async (field, value) =>
  expect(await refused('ADMIN', { [field]: value })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: expect.arrayContaining([`input.${field}`]),
  }));

test('the own names are no password', async () =>
  expect(await refused('ADMIN', { username: 'alexandra.b', password: 'Alexandra.b-1' })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['input.password'],
  }));

test('a name is kept the way others spell it', async () => {
  const fullName = 'Zoe\u0308  van\u00a0Dam';
  expect((await ask(as('ADMIN'), REGISTER, someone({ fullName }))).register.fullName).toBe('Zoë van Dam');
});

describe('walls', () => {
  test('an ADMIN finds no organisation of another tenant', async () =>
    expect(await refused('ADMIN', { organizationId: b.ids.organization })).toMatchObject({
      code: 'NOT_FOUND',
    }));
  test('an ADMIN cannot make a SUPER_ADMIN', async () =>
    expect(await refused('ADMIN', { role: 'SUPER_ADMIN' })).toMatchObject({ code: 'FORBIDDEN' }));
  test.each(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER'] as const)('%s makes nobody', async (role) =>
    expect(await refused(role, {})).toMatchObject({ code: 'FORBIDDEN' }));
  test('a SUPER_ADMIN makes anyone anywhere, and the entry stands in that tenant', async () => {
    const variables = someone({ role: 'SUPER_ADMIN', organizationId: b.ids.organization });
    const [entry] = await entriesOf(database, () => ask(as('SUPER_ADMIN'), REGISTER, variables));
    expect(entry).toMatchObject({ tenantId: b.tenantId, userId: a.viewers.SUPER_ADMIN.userId });
  });
});

test('a failure while the entry is written leaves neither row nor entry', async () => {
  const before = await stateOf(database);
  // An address that does not fit its column fails the entry, after the user was inserted.
  const context = contextFor(database, a.viewers.ADMIN, { ipAddress: 'x'.repeat(46) });
  expect((await execute(context, REGISTER, someone())).errors).toHaveLength(1);
  expect(await stateOf(database)).toBe(before);
});
