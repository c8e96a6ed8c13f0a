import { useTestDatabase } from '../../support/database.ts';
import { type TestServer, useTestServer } from '../../support/http.ts';

const ROUTES = [
  '/healthz',
  '/readyz',
  '/graphql',
  '/playground',
  '/playground/',
  '/',
  '/nowhere',
  '/playground/none',
];
const LISTED = 'https://risk.example';

const database = useTestDatabase();
const server = useTestServer(database, undefined, { corsOrigins: [LISTED] });
const production = useTestServer(database, undefined, { isProduction: true });

const get = (from: TestServer, path: string) => fetch(`${from.url}${path}`, { redirect: 'manual' });

describe('every answer', () => {
  it.each(ROUTES)('%s: may load, run, frame and be taken for nothing', async (path) => {
    const { headers } = await get(server, path);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it.each(ROUTES)('%s: insists on HTTPS for a year in production, and only there', async (path) => {
    const age = 'max-age=31536000; includeSubDomains';
    expect((await get(production, path)).headers.get('strict-transport-security')).toBe(age);
    expect((await get(server, path)).headers.get('strict-transport-security')).toBeNull();
  });
});

it('no page of anybody else is shown for the endpoint', async () => {
  const response = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('application/json');
});

describe('a page of another origin', () => {
  const ask = (origin: string) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      body: '{"query":"{ __typename }"}',
      headers: { 'content-type': 'application/json', origin },
    });
  const askFirst = (origin: string) =>
    fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
      },
    });
  const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');

  it('that is listed may ask and read, but never with cookies', async () => {
    for (const response of [await ask(LISTED), await askFirst(LISTED)]) {
      expect(allowed(response)).toBe(LISTED);
      expect(response.headers.get('vary')).toContain('Origin');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
    const { headers } = await ask(LISTED);
    expect(headers.get('access-control-expose-headers')).toBe('x-request-id,retry-after');
  });

  it.each([
    'https://evil.example',
    'https://risk.example.evil.example',
    'http://risk.example',
    'https://risk.example:444',
    'null',
  ])('that is not listed may not: %s', async (origin) => {
    for (const response of [await ask(origin), await askFirst(origin)]) expect(allowed(response)).toBeNull();
  });
});
