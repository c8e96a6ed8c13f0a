import type { BrowserContextOptions, Page } from 'playwright-core';
import { testInBrowser, useBrowser } from '../../support/browser.ts';
import { builtPage } from '../../support/built-page.ts';
import { faintTexts } from './contrast.ts';
import { useLender } from './lender.ts';
import { type Visit, visit } from './visit.ts';

const bundle = builtPage('frontend');
const lender = useLender(bundle);
const chromium = useBrowser();

/** With a breach, a loan without a grade, and names of some length. */
const BOOK = [
  'L-0001,Northmoor Castings and Precision Engineering Ltd,1000000,5,Transport & Logistics,2031-01-01,BBB,Performing,9.1',
  'L-0002,Farnholm Renewables plc,500000,8,Hospitality & Leisure,2032-01-01,BB,Watch List,1',
  'L-0003,Corvdale Haulage Ltd,250000000,8,Energy,2027-01-01,,Defaulted,1',
];

let portfolioId: string;
let guest: Visit;
let page: Page;
beforeAll(async () => {
  portfolioId = await lender.makeBook('A portfolio with a rather long name', []);
  await lender.importLoans(portfolioId, BOOK, 'debt_to_equity');
  await lender.importRatings(portfolioId, [
    'L-0001,2024-01-01,A',
    'L-0002,2024-01-01,BBB',
    'L-0001,2024-04-01,AA',
    'L-0002,2024-04-01,BB',
    'L-0001,2024-07-01,AA',
    'L-0002,2024-07-01,NR',
  ]);
});
afterEach(() => guest?.end());

async function open(options: BrowserContextOptions = {}) {
  guest = await visit(chromium.browser, lender.pageServer.url, portfolioId, options);
  page = guest.page;
}

/** With a scenario, so that every kind of number is there; the light of what has changed has gone out. */
async function openBook(options: BrowserContextOptions = {}) {
  await open({ reducedMotion: 'reduce', ...options });
  await guest.signIn('a.portfolio_manager');
  await page.getByLabel('Downgrade all').fill('1');
  await page.locator('.comparison .worse').first().waitFor();
}

const openImport = async () => {
  await page.getByRole('button', { name: 'Import a file' }).click();
  await page.getByRole('button', { name: 'Take the example' }).click();
  await page.getByRole('button', { name: 'Try the file' }).click();
  await page.getByRole('button', { name: /^Import \d/ }).waitFor();
};

describe.each([
  ['light', 'rgb(238, 242, 247)'],
  ['dark', 'rgb(22, 29, 42)'],
] as const)('where the system is %s', (colorScheme, ground) => {
  testInBrowser('so is the page, and every text stands out: on the form, the page, the dialog', async () => {
    await open({ colorScheme });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(ground);
    await guest.signIn('a.portfolio_manager', 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await faintTexts(page)).toEqual([]);
    await guest.end();
    await openBook({ colorScheme });
    expect(await faintTexts(page)).toEqual([]);
    await openImport();
    expect(await faintTexts(page)).toEqual([]);
  });
});

describe.each([320, 768])('on a screen %i wide', (width) => {
  testInBrowser('nothing lies beyond the right edge', async () => {
    await openBook({ viewport: { width, height: 800 } });
    const scrollWidth = () => page.evaluate('document.documentElement.scrollWidth');
    expect(await scrollWidth()).toBe(width);
    await openImport();
    const { x, width: dialogWidth } = (await page.getByRole('dialog').boundingBox())!;
    expect([x >= 0, x + dialogWidth <= width]).toEqual([true, true]);
    expect(await scrollWidth()).toBe(width);
  });
});

describe('with the keyboard alone', () => {
  /** What has the focus, by its label or its words. */
  const focused = () =>
    page.evaluate<string>(`(({ labels, ariaLabel, textContent }) =>
      labels?.[0]?.textContent ?? ariaLabel ?? textContent)(document.activeElement)`);

  testInBrowser('signs in, and passes all that can be used in the order that it is read', async () => {
    await open();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('a.portfolio_manager');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Correct-horse-1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('slider').first().waitFor();
    const order: string[] = [];
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      expect.stringMatching(/^Portfolio/),
      'Import a file…',
      'Playground',
      'Sign out',
      'Downgrade all',
      'Default probabilities',
      'Recovery rate',
      'Interest rates',
      'Reset',
      'Before and after',
      'Rating migration',
      'Loans in breach',
    ]);
  });

  testInBrowser('moves a slider by an arrow, and hears what it says', async () => {
    await openBook();
    const slider = page.getByLabel('Downgrade all');
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toBe('2 notches');
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toBe('0 notches');
  });

  testInBrowser('opens the dialog, stays in it, and comes back to where it was', async () => {
    await openBook();
    await page.getByRole('button', { name: 'Import a file' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /^Import loans into/ }).waitFor();
    for (let stop = 0; stop < 8; stop++) {
      await page.keyboard.press('Tab');
      expect(await page.locator('.header :focus').count()).toBe(0);
    }
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Import a file…');
  });
});

describe('to somebody who listens', () => {
  testInBrowser('all that can be used has a name, and every table a caption', async () => {
    await openBook();
    await openImport();
    const unnamed = await page.evaluate(`[...document.querySelectorAll('input, select, button, a')]
      .filter(({ labels, textContent }) => !labels?.length && !textContent.trim())
      .map(({ outerHTML }) => outerHTML)`);
    expect(unnamed).toEqual([]);
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    expect(await page.locator('th:not([scope])').count()).toBe(0);
  });

  testInBrowser('the gauge says its score, and headings follow one another', async () => {
    await openBook();
    expect(await page.getByRole('img').getAttribute('aria-label')).toMatch(
      /^Health score \d+\.\d of 100: \w+/,
    );
    const headings = "[...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => tagName).join(' ')";
    expect(await page.evaluate(headings)).toMatch(/^H1( H2)+$/);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });
});
