import { request } from 'node:http';
import { useTestDatabase } from '../../support/database.ts';
import { type TestServer, useTestServer } from '../../support/http.ts';
import { seedIdentity } from '../../support/identity-fixtures.ts';

const database = useTestDatabase();
beforeAll(() => seedIdentity(database));

const LOGIN = 'mutation { login(input: { usernameOrEmail: "nobody", password: "wrong" }) { tokenType } }';

/** The status of a failed sign-in, as sent on by a proxy that says so. */
function signIn(server: TestServer, forwardedFor?: string | string[]): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(forwardedFor && { 'x-forwarded-for': forwardedFor }),
  };
  return new Promise((resolve, reject) => {
    const sending = request(`${server.url}/graphql`, { method: 'POST', headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sending.on('error', reject).end(JSON.stringify({ query: LOGIN }));
  });
}

/** The address that the newest entry of the audit log names. */
async function recordedAddress() {
  const [entry] = await database.query('select ip_address from audit_logs order by id desc limit 1');
  return entry?.ip_address;
}

describe('without trusted proxies', () => {
  const server = useTestServer(database, undefined, { loginLimitPerMinute: 2 });

  it('an address is whatever the connection comes from: nobody gains tries by naming others', async () => {
    expect(await signIn(server, '203.0.113.1')).toBe(200);
    expect(await recordedAddress()).toBe('127.0.0.1');
    expect(await signIn(server, '203.0.113.2')).toBe(200);
    expect(await signIn(server, '203.0.113.3')).toBe(429);
    expect(await signIn(server)).toBe(429);
  });
});

describe('behind a trusted proxy', () => {
  const trustedProxies = ['loopback', '198.51.100.0/24'];
  const server = useTestServer(database, undefined, { loginLimitPerMinute: 2, trustedProxies });

  it.each([
    ['the client', '203.0.113.1', '203.0.113.1'],
    ['the client behind a second trusted proxy', '203.0.113.2, 198.51.100.7', '203.0.113.2'],
    ['the client, in one header for each proxy', ['203.0.113.3', '198.51.100.7'], '203.0.113.3'],
    [
      'the nearest untrusted one, not what that one claims',
      '10.0.0.1, 127.0.0.1, 203.0.113.4',
      '203.0.113.4',
    ],
    ['an IPv6 address', '2001:db8::1', '2001:db8::1'],
    ['an IPv4 address that is written as IPv6', '::ffff:203.0.113.5', '203.0.113.5'],
    ['an address that is forwarded with its port', '203.0.113.6:50412', '203.0.113.6'],
    ['an IPv6 address with its port', '[2001:db8:6::1]:50412', '2001:db8:6::1'],
    ['the proxy itself where it names no address', 'unknown', '127.0.0.1'],
    ['the proxy itself where it says nothing', undefined, '127.0.0.1'],
  ])('an address is %s', async (_, forwardedFor, address) => {
    expect(await signIn(server, forwardedFor)).toBe(200);
    expect(await recordedAddress()).toBe(address);
  });

  it('each client has tries of its own, and gets no more by adding addresses in front', async () => {
    for (const [forwardedFor, status] of [
      ['203.0.113.20', 200],
      ['203.0.113.20', 200],
      ['203.0.113.20', 429],
      ['1.1.1.1, 203.0.113.20', 429],
      ['127.0.0.1, 203.0.113.20', 429],
      ['203.0.113.21', 200],
    ] as const) {
      expect([forwardedFor, await signIn(server, forwardedFor)]).toEqual([forwardedFor, status]);
    }
  });

  it('all addresses of an IPv6 network are one client', async () => {
    expect(await signIn(server, '2001:db8:1:1::1')).toBe(200);
    expect(await signIn(server, '2001:db8:1:1:ffff::2')).toBe(200);
    expect(await signIn(server, '2001:db8:1:1::3')).toBe(429);
    expect(await signIn(server, '2001:db8:1:2::1')).toBe(200);
  });
});
