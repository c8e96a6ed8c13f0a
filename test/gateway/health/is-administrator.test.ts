import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';

const database = useTestDatabase();
const server = useTestServer(database, undefined, { commit: 'c0ffee', redisUrl: 'redis://127.0.0.1:1' });
beforeAll(() => seedIdentity(database));

const readyz = async (headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.url}/readyz`, { headers });
  return [response.status, await response.json()];
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test('an administrator is told what the house stands on; Redis may be away', async () => {
  const [status, body] = await readyz(bearer(await server.signIn('a.admin', PASSWORD)));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'ok',
    commit: 'c0ffee',
    database: { answers: true },
    redis: { answers: false },
  });
  expect(JSON.stringify(body)).not.toMatch(/redis:|postgres|127\.0\.0\.1/);
});

test.each(['a.viewer', 'a.analyst', 'a.portfolio_manager'])('%s is not', async (username) => {
  expect(await readyz(bearer(await server.signIn(username, PASSWORD)))).toEqual([200, { status: 'ok' }]);
});

test.each([
  ['nobody', {}],
  ['a wrong token', bearer('x.y.z')],
  ['a wrong key', { 'x-api-key': 'rg_wrong' }],
])('%s is not', async (_, headers) => {
  expect(await readyz(headers)).toEqual([200, { status: 'ok' }]);
});
