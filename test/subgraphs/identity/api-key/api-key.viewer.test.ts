import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { authenticator } from '../../../../src/subgraphs/identity/login/authenticator.ts';
import { clockAt, contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask } from '../ask.ts';

const CREATE = `mutation ($role: Role!) {
  createApiKey(input: { name: "x", role: $role, expiresAt: "2026-04-01T00:00:00Z", persistedOnly: true }) {
    secret apiKey { id }
  }
}`;
const database = useTestDatabase();
let a: TenantFixture;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a } = await seedIdentity(database));
});
const create = async (owner: RoleName, role = owner) =>
  (await ask(contextFor(database, a.viewers[owner]), CREATE, { role })).createApiKey;
const contextAt = (instant: string) => contextFor(database, null, { clock: clockAt(instant) });
const authenticate = (apiKey: string, instant = '2026-03-01T12:00:00Z') =>
  authenticator.authenticate({ bearer: null, apiKey }, contextAt(instant));
const INVALID = { message: 'The API key is not valid.', extensions: { code: 'UNAUTHENTICATED' } };

test('its owner asks, in the role of the key, in either header', async () => {
  const { secret } = await create('ADMIN', 'ANALYST');
  const viewer = { ...a.viewers.ADMIN, role: 'ANALYST', sessionId: null, persistedOnly: true };
  expect(await authenticate(secret)).toEqual(viewer);
  const bearer = { bearer: secret, apiKey: null };
  expect(await authenticator.authenticate(bearer, contextAt('2026-03-01T12:00:00Z'))).toEqual(viewer);
});

test('its last use is kept to the minute', async () => {
  const { secret } = await create('VIEWER');
  const lastUse = async (instant: string) => {
    await authenticate(secret, instant);
    const [row] = await database.query<{ at: string }>('select last_used_at::text as at from api_keys');
    return row?.at;
  };
  expect(await lastUse('2026-03-01T12:00:00Z')).toBe('2026-03-01 12:00:00+00');
  expect(await lastUse('2026-03-01T12:00:59Z')).toBe('2026-03-01 12:00:00+00');
  expect(await lastUse('2026-03-01T12:01:00Z')).toBe('2026-03-01 12:01:00+00');
});

test('expired', async () => {
  const { secret } = await create('VIEWER');
  await expect(authenticate(secret, '2026-04-01T00:00:00Z')).rejects.toMatchObject(INVALID);
});

test.each([
  ['revoked', 'update api_keys set revoked_at = now()'],
  ['of a deactivated owner', 'update users set is_active = false'],
  ['of an owner who could not give its role any more', "update users set role = 'VIEWER'"],
])('%s', async (_, change) => {
  const { secret } = await create('ADMIN');
  await database.query(change);
  await expect(authenticate(secret)).rejects.toMatchObject(INVALID);
});

test.each(['rg_', 'rg_00000000_x', '', 'x\0'])('unknown: %j', async (secret) =>
  expect(authenticate(secret)).rejects.toMatchObject(INVALID));

test('the database is asked for no text that could not be a key', async () => {
  const statements = (secret: string) =>
    statementsDuring(database.orm, () => authenticate(secret).catch(() => null));
  expect(await statements(`rg_${'x'.repeat(100_000)}`)).toEqual([]);
  expect(await statements(`rg_0123abcd_${'x'.repeat(43)}`)).toHaveLength(1);
});
