import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';

const directory = await mkdtemp(join(tmpdir(), 'front-page-'));
await mkdir(join(directory, 'assets'));
await writeFile(join(directory, 'index.html'), '<title>A page</title>');
await writeFile(join(directory, 'assets', 'index-abc.js'), 'void 0');

const database = useTestDatabase();
const plain = useTestServer(database);
const withPage = useTestServer(database, 'dist/playground', { frontPageDirectory: directory });
const unbuilt = useTestServer(database, 'dist/playground', { frontPageDirectory: join(directory, 'none') });
afterAll(() => rm(directory, { recursive: true }));

const get = (url: string) => fetch(url, { redirect: 'manual' });

describe('what stands at /', () => {
  it('leads to the playground, where there is no page', async () => {
    const { status, headers } = await get(`${plain.url}/`);
    expect([status, headers.get('location')]).toEqual([302, '/playground/']);
    expect((await get(`${plain.url}/assets/index-abc.js`)).status).toBe(404);
  });

  it('is the page, which browsers ask for each time and which may do as little as possible', async () => {
    const page = await get(`${withPage.url}/`);
    expect(await page.text()).toBe('<title>A page</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
  });

  it('has files that browsers keep, by their hash', async () => {
    const { headers } = await get(`${withPage.url}/assets/index-abc.js`);
    expect(headers.get('cache-control')).toContain('immutable');
  });

  it('leaves every other address as it is', async () => {
    const missing = await get(`${withPage.url}/nothing`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-security-policy')).not.toContain('self');
    expect(await missing.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect((await get(`${withPage.url}/healthz`)).status).toBe(200);
    expect((await get(`${withPage.url}/playground`)).headers.get('location')).toBe('/playground/');
  });

  it('says what to run where it was never built', async () => {
    const answer = await get(`${unbuilt.url}/`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    expect((await get(`${unbuilt.url}/nothing`)).status).toBe(404);
  });
});
