import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, execute, refusalWithoutTrace } from '../ask.ts';

const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    secret
    apiKey { id name prefix role persistedOnly createdAt lastUsedAt expiresAt revokedAt }
  }
}`;
const REVOKE = 'mutation ($id: ID!) { revokeApiKey(id: $id) { id revokedAt } }';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
const as = (role: RoleName, tenant = a) => contextFor(database, tenant.viewers[role]);
const create = async (role: RoleName, input: object, tenant = a) =>
  (await ask(as(role, tenant), CREATE, { input: { name: 'reports', role, ...input } })).createApiKey;

test('the secret is shown once; only its hash is stored, with a prefix', async () => {
  const { secret, apiKey } = await create('ANALYST', {
    name: ' reports ',
    role: 'VIEWER',
    expiresAt: '2026-04-01T00:00:00Z',
    persistedOnly: true,
  });
  expect(secret).toMatch(/^rg_[0-9a-f]{8}_[\w-]{43}$/);
  expect(apiKey).toEqual({
    id: expect.any(String),
    name: 'reports',
    prefix: secret.slice(0, 11),
    role: 'VIEWER',
    persistedOnly: true,
    createdAt: '2026-03-01T12:00:00.000Z',
    lastUsedAt: null,
    expiresAt: '2026-04-01T00:00:00.000Z',
    revokedAt: null,
  });
  const [row] = await database.query('select * from api_keys');
  expect(JSON.stringify(row)).not.toContain(secret.slice(12));
});

test('making one and revoking it are audited, without the secret', async () => {
  let id = '';
  const entries = await entriesOf(database, async () => {
    id = (await create('PORTFOLIO_MANAGER', {})).apiKey.id;
    await ask(as('PORTFOLIO_MANAGER'), REVOKE, { id });
    // Revoking it again changes nothing.
    await ask(as('PORTFOLIO_MANAGER'), REVOKE, { id });
  });
  const common = { entityType: 'ApiKey', entityId: id, userId: a.viewers.PORTFOLIO_MANAGER.userId };
  expect(entries).toMatchObject([
    {
      ...common,
      action: 'GRANT',
      changes: {
        name: { from: null, to: 'reports' },
        role: { from: null, to: 'PORTFOLIO_MANAGER' },
        expiresAt: { from: null, to: null },
        persistedOnly: { from: null, to: false },
      },
    },
    { ...common, action: 'REVOKE', changes: { revokedAt: { from: null, to: '2026-03-01T12:00:00.000Z' } } },
  ]);
});

describe('who may give which role', () => {
  const refused: [RoleName, RoleName][] = [
    ['VIEWER', 'ANALYST'],
    ['ANALYST', 'PORTFOLIO_MANAGER'],
    ['PORTFOLIO_MANAGER', 'VIEWER'],
    ['PORTFOLIO_MANAGER', 'ADMIN'],
    ['ADMIN', 'SUPER_ADMIN'],
  ];
  test.each(refused)('%s cannot give %s', async (giver, role) => {
    const input = { name: 'x', role };
    expect(await refusalWithoutTrace(database, as(giver), CREATE, { input })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
  test.each<[RoleName, RoleName]>([
    ['ANALYST', 'VIEWER'],
    ['ADMIN', 'PORTFOLIO_MANAGER'],
    ['SUPER_ADMIN', 'SUPER_ADMIN'],
  ])('%s can give %s', async (giver, role) => {
    expect((await create(giver, { role })).apiKey.role).toBe(role);
  });

  test('a key makes none: one that leaked must not leave another behind', async () => {
    const key = contextFor(database, { ...a.viewers.ADMIN, sessionId: null });
    const input = { name: 'x', role: 'VIEWER', persistedOnly: true };
    expect(await refusalWithoutTrace(database, key, CREATE, { input })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('at most 50 in force', () => {
  const fill = (count: number) =>
    database.query(
      `insert into api_keys (tenant_id, user_id, name, prefix, secret_hash, role)
       select ?, ?, 'x', 'rg_0', md5(random()::text), 'PORTFOLIO_MANAGER' from generate_series(1, ?::int)`,
      [b.tenantId, b.viewers.PORTFOLIO_MANAGER.userId, count],
    );
  const input = { name: 'one more', role: 'PORTFOLIO_MANAGER' };
  const manager = () => as('PORTFOLIO_MANAGER', b);
  beforeEach(() => database.query('delete from api_keys'));

  test('no more', async () => {
    await fill(50);
    expect(await refusalWithoutTrace(database, manager(), CREATE, { input })).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['input'],
    });
    await create('PORTFOLIO_MANAGER', {});
  });
  test('those that are revoked or expired do not count', async () => {
    await fill(50);
    await database.query(
      "update api_keys set expires_at = '2026-03-01 12:00Z' where id = (select min(id) from api_keys)",
    );
    await create('PORTFOLIO_MANAGER', {}, b);
    await database.query('update api_keys set revoked_at = now() where id = (select max(id) from api_keys)');
    await create('PORTFOLIO_MANAGER', {}, b);
  });
  test('those made at once are counted one after the other', async () => {
    await fill(48);
    await Promise.all(Array.from({ length: 6 }, () => execute(manager(), CREATE, { input })));
    expect(await database.query('select from api_keys')).toHaveLength(50);
  });
});

test('all faults at once', async () => {
  const input = { name: ' ', role: 'VIEWER', expiresAt: '2026-03-01T12:00:00Z' };
  expect(await refusalWithoutTrace(database, as('VIEWER'), CREATE, { input })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['input.name', 'input.expiresAt'],
  });
});

test('one sees the own keys only', async () => {
  await create('ADMIN', { name: 'of a' });
  const { apiKey } = await create('ADMIN', { name: 'of b' }, b);
  const { apiKeys } = await ask(as('ADMIN', b), '{ apiKeys { id name } }');
  expect(apiKeys).toEqual([{ id: apiKey.id, name: 'of b' }]);
});

describe('revokeApiKey', () => {
  const refused = async (role: RoleName, id: string) =>
    (await refusalWithoutTrace(database, as(role), REVOKE, { id })).code;

  test("an ADMIN revokes anyone's of the tenant, and nobody's of another", async () => {
    const { apiKey } = await create('ANALYST', {});
    expect((await ask(as('ADMIN'), REVOKE, { id: apiKey.id })).revokeApiKey.revokedAt).not.toBeNull();
    const foreign = await create('ANALYST', {}, b);
    expect(await refused('ADMIN', foreign.apiKey.id)).toBe('NOT_FOUND');
    await ask(as('SUPER_ADMIN'), REVOKE, { id: foreign.apiKey.id });
  });
  test("an ADMIN does not touch a SUPER_ADMIN's", async () =>
    expect(await refused('ADMIN', (await create('SUPER_ADMIN', {})).apiKey.id)).toBe('FORBIDDEN'));
  test('others find their own only', async () =>
    expect(await refused('VIEWER', (await create('ANALYST', {})).apiKey.id)).toBe('NOT_FOUND'));
  test('a missing one is not found, a malformed id is named', async () => {
    expect(await refused('ADMIN', toGlobalId('ApiKey', '999999'))).toBe('NOT_FOUND');
    expect(await refused('ADMIN', a.ids.tenant)).toBe('BAD_USER_INPUT');
  });
});
