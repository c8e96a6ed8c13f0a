import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { playgroundRoutes } from '../../../src/gateway/playground/routes.ts';
import { seedPortfolios } from '../../support/book.ts';
import { builtPage } from '../../support/built-page.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { seedIdentity } from '../../support/identity-fixtures.ts';
import { isAbout, testInBrowser, usePage } from './browser.ts';

const user = { username: 'a.portfolio_manager', fullName: 'PORTFOLIO_MANAGER of a' };

const bundle = builtPage('playground');
const database = useTestDatabase();
const server = useTestServer(database, bundle);
const strict = useTestServer(database, bundle, { persistedDocuments: 'only' });

beforeAll(async () => {
  const { a } = await seedIdentity(database);
  await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1);
});

describe('the playground over HTTP', () => {
  test('lives at a path with a slash and asks browsers to check the page each time', async () => {
    const redirect = await fetch(`${server.url}/playground`, { redirect: 'manual' });
    expect(redirect.headers.get('location')).toBe('/playground/');
    const page = await fetch(`${server.url}/playground/`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await page.text()).not.toMatch(/<script(?![^>]*\ssrc=)|https?:/);
  });

  test('lets browsers keep hashed files for good', async () => {
    const page = await (await fetch(`${server.url}/playground/`)).text();
    const script = /src="(?<path>[^"]+\.js)"/.exec(page)?.groups?.path;
    const answer = await fetch(`${server.url}${script}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${server.url}/playground/assets/none.js`)).status).toBe(404);
  });

  test('says what to run when it was never built', async () => {
    const app = express().use(playgroundRoutes(join(bundle, 'nothing-here')));
    const unbuilt = app.listen(0);
    const { port } = unbuilt.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/playground/`);
    unbuilt.close();
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });
});

describe('the playground in a browser', () => {
  const open = usePage(() => server.url);
  const signIn = (password?: string) => open.signIn(user.username, password);

  const schemaArrives = () =>
    open.page.waitForResponse(
      async (answer) =>
        isAbout('IntrospectionQuery', answer.request()) && (await answer.text()).includes('__schema'),
    );

  /** As if the server had revoked the access token, which no clock of the page can know. */
  const spoilAccessToken = () =>
    open.page.evaluate(() => {
      const tokens = JSON.parse(sessionStorage.getItem('riskgraph.tokens') ?? '');
      sessionStorage.setItem('riskgraph.tokens', JSON.stringify({ ...tokens, accessToken: 'revoked' }));
    });

  testInBrowser('shows the server’s own words for a wrong password', async () => {
    expect(
      await open.page.getByLabel('Username or e-mail').evaluate((input) => input.matches(':focus')),
    ).toBe(true);
    await signIn('wrong');
    expect(await open.page.getByRole('alert').textContent()).not.toBe('');
    expect(await open.page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  testInBrowser('signs in, fetches the schema as the user and runs the first query', async () => {
    const schema = schemaArrives();
    await signIn();
    await open.page.getByText(user.fullName).waitFor();
    await open.page.getByText('portfolio manager', { exact: true }).waitFor();
    await schema;
    await open.runQuery();
    await open.page.getByText('Portfolio 0001').waitFor();
    expect((await open.sent('query Portfolios')[0]?.allHeaders())?.['apollo-require-preflight']).toBe('true');
  });

  testInBrowser('needs no other server and breaks no rule of its content security policy', async () => {
    await signIn();
    await open.runQuery();
    await open.page.getByText('Portfolio 0001').waitFor();
    const addresses = open.requests.map((request) => request.url()).filter((url) => !url.startsWith('data:'));
    expect(addresses.filter((url) => !url.startsWith(`${server.url}/`))).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  /** Which rules of the policy the page breaks when this runs in it. */
  const brokenBy = (script: string) =>
    open.page.evaluate(`new Promise((resolve) => {
      const broken = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => broken.push(effectiveDirective));
      ${script};
      setTimeout(() => resolve(broken), 500);
    })`);

  testInBrowser('may open sockets to its own server, and talk to no other', async () => {
    const own = server.url.replace('http', 'ws');
    expect(await brokenBy(`new WebSocket('${own}/graphql', 'graphql-transport-ws')`)).toEqual([]);
    expect(await brokenBy("new WebSocket('ws://127.0.0.2:9/graphql')")).toEqual(['connect-src']);
    expect(await brokenBy("fetch('http://127.0.0.2:9/').catch(() => {})")).toEqual(['connect-src']);
  });

  testInBrowser('runs no script that somebody wrote into the page', async () => {
    const inline = (attributes: string, text: string) =>
      `document.body.append(Object.assign(document.createElement('script'), { ${attributes} text: ${JSON.stringify(text)} }))`;
    expect(await brokenBy(inline('', 'window.wasRun = true'))).toEqual(['script-src-elem']);
    expect(await brokenBy(inline('nonce: "guess",', 'window.wasRun = true'))).toEqual(['script-src-elem']);
    expect(await brokenBy("document.body.setAttribute('onclick', 'window.wasRun = true')")).toEqual([
      'script-src-attr',
    ]);
    expect(await brokenBy("location.href = 'javascript:window.wasRun = true'")).toEqual(['script-src-elem']);
    expect(await open.page.evaluate('window.wasRun')).toBeUndefined();
  });

  testInBrowser('keeps tokens out of local storage and addresses', async () => {
    await signIn();
    await open.page.getByText(user.fullName).waitFor();
    const kept = await open.page.evaluate(() => ({
      tokens: JSON.parse(sessionStorage.getItem('riskgraph.tokens') ?? '{}'),
      elsewhere: JSON.stringify(localStorage),
    }));
    const seen = [kept.elsewhere, ...open.requests.map((request) => request.url())].join(' ');
    expect(kept.tokens.refreshToken).toBeTruthy();
    expect(seen).not.toContain(kept.tokens.accessToken);
    expect(seen).not.toContain(kept.tokens.refreshToken);
  });

  testInBrowser('renews a refused token once for all requests that wait for it', async () => {
    await signIn();
    await open.page.getByText(user.fullName).waitFor();
    await spoilAccessToken();
    const secondRefusal = open.page.waitForResponse((answer) =>
      isAbout('PortfolioChoices', answer.request()),
    );
    // Held back until the page has read a second refusal, or the two would only follow each other.
    await open.page.route('**/graphql', async (route) => {
      if (isAbout('RefreshSession', route.request())) {
        await secondRefusal;
        await open.page.waitForTimeout(300);
      }
      await route.continue();
    });
    await open.runQuery();
    await open.page.getByRole('button', { name: 'Import a file' }).click();
    await open.page.locator('[name=portfolioId] option').waitFor({ state: 'attached' });
    await open.page.locator('.result-window').getByText('Portfolio 0001').waitFor();
    expect(open.sent('RefreshSession')).toHaveLength(1);
  });

  testInBrowser(
    'says so where the server runs trusted documents only, and signs in all the same',
    async () => {
      await open.page.goto(`${strict.url}/playground/`);
      await signIn();
      await open.page.getByText(user.fullName).waitFor();
      await open.page.getByRole('status').getByText('This server runs trusted documents only').waitFor();
      await open.page.getByRole('button', { name: 'Import a file' }).click();
      await open.page.locator('[name=portfolioId] option').waitFor({ state: 'attached' });
    },
  );

  testInBrowser('asks to sign in again when the session cannot be renewed', async () => {
    await signIn();
    await open.page.getByText(user.fullName).waitFor();
    await open.page.evaluate(() => {
      const spoiled = {
        accessToken: 'revoked',
        refreshToken: 'used',
        expiresAt: Date.now(),
        lifetimeMs: 60_000,
      };
      sessionStorage.setItem('riskgraph.tokens', JSON.stringify(spoiled));
    });
    await open.page.reload();
    await open.page.getByText('Your session has ended').waitFor();
    expect(await open.page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  testInBrowser('signs out here and at the server', async () => {
    await signIn();
    await open.page.getByText(user.fullName).waitFor();
    await open.page.getByRole('button', { name: 'Sign out' }).click();
    await open.page.getByLabel('Password').waitFor();
    expect(await open.page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(open.sent('Logout')).toHaveLength(1);
  });
});
