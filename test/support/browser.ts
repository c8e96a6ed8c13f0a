import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (!executablePath)
  console.warn('SKIPPED: nothing was tried in a browser. Install Chromium at /usr/bin/chromium.');

export const hasBrowser = executablePath !== undefined;
/** A test that is skipped, and said to be, where there is no Chromium. */
export const testInBrowser = hasBrowser ? test : test.skip;

/** One Chromium for the tests of a file, which talks to nobody by itself. */
export function useBrowser(): { readonly browser: Browser } {
  let browser: Browser;
  beforeAll(async () => {
    if (!executablePath) return;
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet];
    browser = await chromium.launch({ executablePath, headless: true, args });
  });
  afterAll(() => browser?.close());
  return {
    get browser() {
      return browser;
    },
  };
}
