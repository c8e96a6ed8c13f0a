import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { PASSWORD } from '../../support/identity-fixtures.ts';

/** Somebody in front of the page. */
export interface Visit {
  page: Page;
  /** What the page asked, one operation a request: by the document's id, with its variables. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what was sent
  calls(): any[];
  /** Errors in the console, broken rules of the content security policy among them. */
  complaints: string[];
  signIn(username: string, password?: string): Promise<void>;
  end(): Promise<void>;
}

/** Opens the page in a browser context of its own, at a portfolio if one is given. */
export async function visit(
  browser: Browser,
  url: string,
  portfolioId = '',
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const requests: Request[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${url}/#${portfolioId}`);
  return {
    page,
    complaints,
    calls: () =>
      requests
        .filter((request) => request.url() === `${url}/graphql` && request.method() === 'POST')
        .map((request) => callOf(request.postData() ?? '')),
    async signIn(username, password = PASSWORD) {
      await page.getByLabel('Username or e-mail').fill(username);
      await page.getByLabel('Password').fill(password);
      await page.keyboard.press('Enter');
    },
    end: () => context.close(),
  };
}

/** Of a form, the part that is called `operations`. */
function callOf(body: string) {
  return JSON.parse(body.startsWith('{') ? body : (/\{"documentId".*\}/.exec(body)?.[0] ?? 'null'));
}
