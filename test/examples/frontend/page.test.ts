import type { Page, Request, WebSocketRoute } from 'playwright-core';
import manifest from '../../../schema/persisted-documents.json' with { type: 'json' };
import { hasBrowser, testInBrowser, useBrowser } from '../../support/browser.ts';
import { builtPage } from '../../support/built-page.ts';
import { csvOf, useLender } from './lender.ts';
import { type Visit, visit } from './visit.ts';

const bundle = builtPage('frontend');
const lender = useLender(bundle);
const chromium = useBrowser();

const MANAGER = 'a.portfolio_manager';
/** Expected loss by hand: 1,000,000 · 0.01 · 0.6 + 500,000 · 0.02 · 0.6 = 12,000. */
const BOOK = [
  'L1,Alder,1000000,5,Energy,2031-01-01,BBB,Performing',
  'L2,Birch,500000,8,Retail,2032-01-01,BB,Performing',
];

const nameOf = (call: { documentId: string }) =>
  manifest.operations.find(({ id }) => call.documentId === `sha256:${id}`)?.name;

let portfolioId: string;
let guest: Visit;
let page: Page;
beforeEach(async () => {
  if (!hasBrowser) return;
  portfolioId = await lender.makeBook(`Book of ${expect.getState().currentTestName}`.slice(-60), BOOK);
  guest = await visit(chromium.browser, lender.pageServer.url, portfolioId);
  page = guest.page;
});
afterEach(() => guest?.end());

const figure = (name: string) => page.locator('.figure', { hasText: name }).locator('dd');
const shows = (name: string, text: string) => figure(name).filter({ hasText: text }).waitFor();
const row = (name: string) =>
  page.locator('.comparison tr', { has: page.getByRole('rowheader', { name, exact: true }) }).locator('td');
const cells = (name: string) => row(name).allTextContents();
const hasChanged = (text: string) => row('Expected loss').getByText(text, { exact: true }).waitFor();
const called = (name: string) => guest.calls().filter((call) => nameOf(call) === name);

/** As it is with the manager before anything is tried. */
async function openBook(username = MANAGER) {
  await guest.signIn(username);
  await shows('Exposure', '£1,500,000');
}

describe('signing in', () => {
  testInBrowser('begins at the form, and shows the server’s own words for a wrong password', async () => {
    await page.locator('#username:focus').waitFor();
    await guest.signIn(MANAGER, 'wrong');
    expect(await page.getByRole('alert').textContent()).toBe('Wrong username or password.');
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  });

  testInBrowser('shows the portfolio, asked for in one request', async () => {
    await openBook();
    expect(await page.locator('.figure').allTextContents()).toEqual([
      'Exposure£1,500,000',
      'Loans2to 2 borrowers',
      // (1,000,000 · 5 + 500,000 · 8) / 1,500,000.
      'Weighted rate6.00%',
      expect.stringMatching(/^Average gradeB/),
      'Expected loss£12,000within a year',
      // 1,000,000 · 0.5 + 500,000 · 1.
      'Risk-weighted assets£1,000,000',
    ]);
    expect(guest.calls().map(nameOf)).toEqual(['Login', 'FrontendStart', 'PortfolioPage']);
  });

  testInBrowser(
    'needs nothing but documents by their id, no other server, and no exception to its policy',
    async () => {
      await openBook();
      await page.getByLabel('Downgrade all').fill('1');
      await hasChanged('£27,000');
      for (const call of guest.calls()) expect(Object.keys(call).sort()).toEqual(['documentId', 'variables']);
      expect(guest.complaints).toEqual([]);
    },
  );

  testInBrowser(
    'outlasts a reload, by one refresh token and without an access token on the disk',
    async () => {
      await openBook();
      const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
      expect(kept).toMatch(/^\[\{"riskgraph.frontend.refresh-token":"[^"]+"\},\{\}\]$/);
      await page.reload();
      await shows('Exposure', '£1,500,000');
      expect(called('RefreshSession')).toHaveLength(1);
      expect(called('Login')).toHaveLength(1);
    },
  );

  testInBrowser('is asked for again when the session has ended', async () => {
    await openBook('a.analyst');
    const sessions =
      "delete from sessions where user_id = (select id from users where username = 'a.analyst')";
    await lender.database.query(sessions);
    await page.getByLabel('Downgrade all').fill('1');
    await page.getByText('Your session has ended').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await guest.signIn('a.analyst');
    await shows('Exposure', '£1,500,000');
  });

  testInBrowser('is not begun again by a renewal that a sign-out has overtaken', async () => {
    await openBook();
    const isRenewal = (request: Request) =>
      request.method() === 'POST' && nameOf(request.postDataJSON()) === 'RefreshSession';
    await page.route('**/graphql', async (route) => {
      if (isRenewal(route.request())) await page.evaluate('sessionStorage.clear()');
      await route.continue();
    });
    const renewed = page.waitForResponse((answer) => isRenewal(answer.request()));
    await page.reload();
    expect((await (await renewed).json()).data.refreshSession.accessToken).toBeTruthy();
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  testInBrowser('ends here and at the server', async () => {
    await openBook();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(called('Logout')).toHaveLength(1);
  });
});

describe('what if', () => {
  const ASK = `query ($id: ID!, $scenario: [ShockInput!]) { portfolio(id: $id) {
    analytics(scenario: $scenario) { defaultRisk { expectedLoss } } } }`;

  testInBrowser(
    'changes the number to what the API says for that scenario, and asks for nothing more',
    async () => {
      await openBook();
      expect(await cells('Expected loss')).toEqual(['£12,000', '–', '–']);
      await page.getByLabel('Downgrade all').fill('1');
      // BBB to BB and BB to B: 1,000,000 · 0.02 · 0.6 + 500,000 · 0.05 · 0.6.
      await hasChanged('£27,000');
      expect(await cells('Expected loss')).toEqual(['£12,000', '£27,000', '+£15,000']);
      const scenario = [{ notchDown: { notches: 1 } }];
      const { portfolio } = await lender.ask(ASK, { id: portfolioId, scenario });
      expect(portfolio.analytics.defaultRisk.expectedLoss).toBe('27000.00');
      expect(called('PortfolioWhatIf').map(({ variables }) => variables)).toEqual([
        { id: portfolioId, scenario },
      ]);
      expect(called('PortfolioPage')).toHaveLength(1);
      // What is stored stays.
      await shows('Expected loss', '£12,000');
    },
  );

  testInBrowser('puts the sliders together, and back', async () => {
    await openBook();
    await page.getByLabel('Default probabilities').fill('3');
    await page.getByLabel('Recovery rate').fill('0.7');
    await page.getByLabel('Interest rates').fill('100');
    // 1,000,000 · 0.03 · 0.3 + 500,000 · 0.06 · 0.3.
    await hasChanged('£18,000');
    expect(await cells('Weighted rate')).toEqual(['6.00%', '7.00%', '+1.00 pp']);
    // 1,500,000 · 7 %.
    expect(await cells('Interest a year')).toEqual(['£90,000', '£105,000', '+£15,000']);
    await page.getByRole('button', { name: 'Reset' }).click();
    await row('Interest a year').getByText('£105,000').waitFor({ state: 'detached' });
    expect(await cells('Interest a year')).toEqual(['£90,000', '–', '–']);
    expect(await page.locator('.slider output').allTextContents()).toEqual(Array(4).fill('as it is'));
  });

  testInBrowser('keeps to the last question, however late an answer to another comes', async () => {
    await openBook();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"notches":3')) await held;
      await route.continue().catch(() => {});
    });
    const overtaken = page.waitForRequest((request) => !!request.postData()?.includes('"notches":3'));
    await page.getByLabel('Downgrade all').fill('3');
    await overtaken;
    await page.getByLabel('Downgrade all').fill('1');
    await hasChanged('£27,000');
    release();
    await page.waitForTimeout(300);
    expect(await cells('Expected loss')).toEqual(['£12,000', '£27,000', '+£15,000']);
  });
});

describe('importing', () => {
  const file = (rows: string[]) => ({
    name: 'more.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csvOf(rows)),
  });
  const MORE = [
    'L3,Cedar,500000,5,Energy,2031-01-01,BB,Performing',
    'L4,Dogwood,much,5,Energy,2031-01-01,BB,Performing',
  ];
  const storedLoans = async () =>
    (await lender.ask('query ($id: ID!) { portfolio(id: $id) { loanCount } }', { id: portfolioId })).portfolio
      .loanCount;

  testInBrowser('tries the file first, stores it then, and the page shows it', async () => {
    await openBook();
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.getByLabel('File (CSV)').setInputFiles(file(MORE));
    await page.getByRole('button', { name: 'Try the file' }).click();
    await page.getByText('Tried, and nothing is stored.').waitFor();
    await page.getByText('"much" is not a plain decimal number').waitFor();
    expect(await storedLoans()).toBe(2);
    await page.getByRole('button', { name: 'Import 1 loan' }).click();
    await page.getByText('Stored: 1').waitFor();
    expect(await storedLoans()).toBe(3);
    await page.keyboard.press('Escape');
    await shows('Exposure', '£2,000,000');
    // 12,000 + 500,000 · 0.02 · 0.6.
    await shows('Expected loss', '£18,000');
    await page.getByText(/Loans were changed at .*: now 3 loans/).waitFor();
  });

  testInBrowser('has an example at hand', async () => {
    await openBook();
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.getByRole('button', { name: 'Take the example' }).click();
    await page.getByRole('button', { name: 'Try the file' }).click();
    await page.getByRole('button', { name: 'Import 6 loans' }).waitFor();
  });

  testInBrowser('says what is wrong with a file that is none', async () => {
    await openBook();
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page
      .getByLabel('File (CSV)')
      .setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('nothing,here\n') });
    await page.getByRole('button', { name: 'Try the file' }).click();
    expect(await page.getByRole('alert').textContent()).not.toBe('');
    expect(await storedLoans()).toBe(2);
  });

  testInBrowser('is not for a viewer, who has no what-if either', async () => {
    await openBook('a.viewer');
    expect(await page.getByRole('button', { name: 'Import a file' }).count()).toBe(0);
    expect(await page.getByRole('slider').count()).toBe(0);
    expect(called('PortfolioWhatIf')).toEqual([]);
  });

  testInBrowser('is for an analyst to try only', async () => {
    await openBook('a.analyst');
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.getByLabel('File (CSV)').setInputFiles(file(MORE));
    await page.getByRole('button', { name: 'Try the file' }).click();
    await page.getByText('Tried, and nothing is stored.').waitFor();
    expect(await page.getByRole('dialog').getByRole('button').allTextContents()).not.toContainEqual(
      expect.stringMatching(/^Import|^Try/),
    );
    expect(await storedLoans()).toBe(2);
  });
});

describe('what others change', () => {
  const MORE = ['L3,Cedar,500000,5,Energy,2031-01-01,BB,Performing'];

  testInBrowser('appears by itself, under a scenario too', async () => {
    await openBook();
    await page.getByText('Live: changes appear as they happen.').waitFor();
    await page.getByLabel('Downgrade all').fill('1');
    await hasChanged('£27,000');
    await lender.importLoans(portfolioId, MORE);
    await shows('Exposure', '£2,000,000');
    await page.getByText(/Loans were changed at .*: now 3 loans/).waitFor();
    // 27,000 + 500,000 · 0.05 · 0.6.
    await hasChanged('£42,000');
  });

  /** The page's way to the server's socket, which can be cut with a code and mended. */
  async function breakableSocket() {
    const sockets: WebSocketRoute[] = [];
    let isWhole = true;
    await page.routeWebSocket('**/graphql', (socket) => {
      if (!isWhole) return socket.close();
      sockets.push(socket);
      socket.connectToServer();
    });
    return {
      cut: async (code: number) => {
        isWhole = false;
        for (const socket of sockets) await socket.close({ code });
      },
      mend: () => {
        isWhole = true;
      },
    };
  }

  testInBrowser('is caught up with after a lost connection, which the page tells', async () => {
    const socket = await breakableSocket();
    await openBook();
    await page.getByText('Live: changes appear as they happen.').waitFor();
    await socket.cut(1011);
    await page.getByText('The connection is lost.').waitFor();
    await lender.importLoans(portfolioId, MORE);
    socket.mend();
    await shows('Exposure', '£2,000,000');
    await page.getByText('Live: changes appear as they happen.').waitFor();
    expect(called('RefreshSession')).toEqual([]);
  });

  testInBrowser('goes on with a new token where the old one has run out', async () => {
    const socket = await breakableSocket();
    await openBook();
    await page.getByText('Live: changes appear as they happen.').waitFor();
    await socket.cut(4401);
    await page.getByText('The connection is lost.').waitFor();
    socket.mend();
    await page.getByText('Live: changes appear as they happen.').waitFor();
    expect(called('RefreshSession')).toHaveLength(1);
    await lender.importLoans(portfolioId, MORE);
    await page.getByText(/Loans were changed at .*: now 3 loans/).waitFor();
  });
});

describe('where there is little to show', () => {
  const open = async (id: string) => {
    await page.goto(`${lender.pageServer.url}/#${id}`);
    await guest.signIn(MANAGER);
  };

  testInBrowser('an empty portfolio says so, and fills once loans come', async () => {
    const empty = await lender.makeBook('Empty', []);
    await open(empty);
    await page.getByText('This portfolio holds no loans yet.').waitFor();
    await page.getByText('Live: changes appear').waitFor();
    await lender.importLoans(empty, BOOK);
    await shows('Exposure', '£1,500,000');
  });

  testInBrowser('a book without grades has no score, and no migration', async () => {
    await open(await lender.makeBook('Unrated', ['L1,Alder,1000,5,Energy,2031-01-01,,Performing']));
    await page.getByText('No score: it takes a loan with a grade.').waitFor();
    await page.getByText('There is no rating history to compare.').waitFor();
    await shows('Average grade', 'unrated');
    expect(await cells('Average grade')).toEqual(['–', '–', '–']);
  });

  testInBrowser('somebody else’s portfolio is not there', async () => {
    await open('UG9ydGZvbGlvOjk5OTk5OQ');
    await page.getByText('There is no such portfolio, or it is not yours to see.').waitFor();
  });

  testInBrowser('a server out of reach can be asked again', async () => {
    await page.route('**/graphql', (route) =>
      nameOf(route.request().postDataJSON()) === 'PortfolioPage' ? route.abort() : route.continue(),
    );
    await guest.signIn(MANAGER);
    await page.getByText('The server cannot be reached.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows('Exposure', '£1,500,000');
  });
});

describe('the parts of the page', () => {
  const list = (name: string) =>
    page.locator('table', { hasText: name }).locator('tbody tr').allTextContents();

  testInBrowser('show each portfolio’s sectors, grades, maturities, migration and covenants', async () => {
    await lender.importRatings(portfolioId, [
      'L1,2024-01-01,BBB',
      'L2,2024-01-01,BBB',
      'L1,2024-04-01,BBB',
      'L2,2024-04-01,BB',
    ]);
    await openBook();
    expect(await list('Exposure by sector')).toEqual(['Energy66.7%£1,000,0001', 'Retail33.3%£500,0001']);
    expect(await list('Exposure by rating')).toEqual(['BBB66.7%£1,000,0001', 'BB33.3%£500,0001']);
    expect((await list('Maturity ladder')).length).toBe(7);
    // Of the two that began as BBB, one ended as BB.
    expect(await list('Share of the loans that began')).toEqual(['BBB50%50%']);
    await page.getByText('0 upgrades, 1 downgrade in 2 observations').waitFor();
    await page.getByText('0 loans in breach').waitFor();
  });

  testInBrowser('another portfolio is a choice away, and stays in the address', async () => {
    const other = await lender.makeBook('Another book', [
      'L1,Alder,777000,5,Energy,2031-01-01,BBB,Performing',
    ]);
    await openBook();
    await page.reload();
    await page.getByRole('combobox', { name: 'Portfolio' }).selectOption({ label: 'Another book' });
    await shows('Exposure', '£777,000');
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#${other}`);
    await page.goBack();
    await shows('Exposure', '£1,500,000');
  });

  testInBrowser('it leads to the playground', async () => {
    await openBook();
    expect(await page.getByRole('link', { name: 'Playground' }).getAttribute('href')).toBe('/playground/');
  });
});
