import type { BrowserContext, Page, Request } from 'playwright-core';
import { hasBrowser, testInBrowser as inBrowser, useBrowser } from '../../support/browser.ts';
import { PASSWORD } from '../../support/identity-fixtures.ts';

/** A browser on a busy machine takes its time. */
const TIMEOUT_MS = 90_000;

export const testInBrowser = (what: string, body: () => Promise<void>): void =>
  inBrowser(what, body, TIMEOUT_MS);

export interface OpenPage {
  readonly page: Page;
  /** Everything that the page has asked for so far. */
  readonly requests: Request[];
  /** Errors that the page threw or wrote to its console, broken rules of its policy among them. */
  readonly complaints: string[];
  /** Requests whose body has a text in it. */
  sent(text: string): Request[];
  signIn(username: string, password?: string): Promise<void>;
  runQuery(): Promise<void>;
}

export const isAbout = (text: string, request: Request): boolean =>
  request.postData()?.includes(text) ?? false;

/** A page of a new browser profile for each test, at the address of the playground. */
export function usePage(address: () => string): OpenPage {
  const chromium = useBrowser();
  let context: BrowserContext;
  let page: Page;
  let requests: Request[];
  let complaints: string[];

  beforeEach(async () => {
    if (!hasBrowser) return;
    requests = [];
    complaints = [];
    context = await chromium.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    page = await context.newPage();
    page.on('request', (request) => requests.push(request));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`${address()}/playground/`);
  });

  afterEach(() => context?.close());

  return {
    get page() {
      return page;
    },
    get requests() {
      return requests;
    },
    get complaints() {
      return complaints;
    },
    sent: (text) => requests.filter((request) => isAbout(text, request)),
    async signIn(username, password = PASSWORD) {
      await page.getByLabel('Username or e-mail').fill(username);
      await page.getByLabel('Password').fill(password);
      await page.keyboard.press('Enter');
    },
    /** The button is there before the editors are, and does nothing until then. */
    async runQuery() {
      await page.locator('.graphiql-query-editor .view-line').first().waitFor();
      await page.locator('.result-window .monaco-editor').waitFor();
      await page.getByRole('button', { name: /Execute query/ }).click();
    },
  };
}
