import { readFile } from 'node:fs/promises';
import { seedPortfolios } from '../../support/book.ts';
import { builtPage } from '../../support/built-page.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { testInBrowser, usePage } from './browser.ts';

const bundle = builtPage('playground');
const database = useTestDatabase();
const server = useTestServer(database, bundle);
const open = usePage(() => server.url);
let portfolioIds: string[];

beforeAll(async () => {
  const { a } = await seedIdentity(database);
  portfolioIds = await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2);
});

/** Replaces what stands in the open tab; again where the editor was not listening yet, or only in part. */
async function write(query: string): Promise<void> {
  await open.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(query)})`);
  const editor = open.page.locator('.graphiql-query-editor .monaco-editor').first();
  let shown = '';
  do {
    await editor.click();
    await open.page.keyboard.press('ControlOrMeta+A');
    await open.page.keyboard.press('ControlOrMeta+V');
    await open.page.waitForTimeout(200);
    shown = withoutSpaces((await editor.locator('.view-lines').textContent()) ?? '');
  } while (shown === '' || !withoutSpaces(query).startsWith(shown));
}

const withoutSpaces = (text: string) => text.replace(/\s/g, '');

const copied = () => open.page.evaluate<string>('navigator.clipboard.readText()');
const cost = () => open.page.getByRole('region', { name: 'Cost' });
const results = () => open.page.getByRole('region', { name: 'Results' });
const showResults = () => open.page.getByRole('button', { name: 'Show as table' }).click();
const column = (position: number) => results().locator(`tbody td:nth-child(${position})`).allTextContents();
const analyst = () => open.signIn('a.analyst');

/** Runs a query and shows its lists. */
async function runAndShow(query: string): Promise<void> {
  await analyst();
  await open.page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await write(query);
  await open.runQuery();
  await showResults();
}

async function chooseCopy(item: string): Promise<void> {
  await open.page.evaluate("navigator.clipboard.writeText('')");
  await open.page.getByRole('button', { name: 'Copy the request' }).click();
  await open.page.getByRole('menuitem', { name: item }).click();
  await open.page
    .getByRole('status')
    .getByText(/^Copied/)
    .waitFor();
  // It may still say so of what was copied before.
  await open.page.waitForFunction("navigator.clipboard.readText().then((text) => text !== '')");
}

describe('the library', () => {
  testInBrowser('opens a document in a tab of its own, about the first portfolio', async () => {
    await analyst();
    await open.page.getByRole('button', { name: /^Largest loans/ }).click();
    await open.page.getByRole('tab', { name: 'LargestLoans' }).waitFor();
    await open.runQuery();
    await showResults();
    await results().getByRole('columnheader', { name: 'borrower' }).waitFor();
    expect(await column(1)).toEqual(['L3', 'L2', 'L1']);
    const [request] = open.sent('query LargestLoans');
    expect(request?.postDataJSON().variables).toEqual({ portfolioId: portfolioIds[0] });
  });

  testInBrowser('leaves tabs and history where they were when the page comes anew', async () => {
    await analyst();
    await open.page.getByRole('button', { name: /^Portfolio triage/ }).click();
    await open.page.getByRole('tab', { name: 'PortfolioTriage' }).waitFor();
    await open.runQuery();
    await cost().getByText('Last run').waitFor();
    // GraphiQL writes them half a second later.
    await open.page.waitForFunction(() =>
      localStorage.getItem('graphiql:tabState')?.includes('PortfolioTriage'),
    );
    await open.page.reload();
    await open.page.getByRole('tab', { name: 'PortfolioTriage' }).waitFor();
    await open.page.getByRole('button', { name: 'Show History' }).click();
    await open.page.locator('.graphiql-history').getByText('PortfolioTriage').waitFor();
  });
});

testInBrowser('the explorer writes the field that was clicked', async () => {
  await analyst();
  await open.page.getByRole('button', { name: 'Show Explorer' }).click();
  await open.page
    .locator('.graphiql-explorer-root')
    .getByText('description', { exact: true })
    .first()
    .click();
  await open.page.locator('.graphiql-query-editor').getByText('description').waitFor();
});

describe('the cost', () => {
  testInBrowser(
    'stands there before a run, without a word to the server, and is what it then says',
    async () => {
      await analyst();
      await cost().getByText('Estimated cost 21 of 10,000').waitFor();
      const asked = open.requests.length;
      await write('{ portfolios(first: 9) { nodes { name analytics { health { score } } } } }');
      await cost().getByText('Estimated cost 109 of 10,000').waitFor();
      const later = open.requests.slice(asked).map((request) => new URL(request.url()).pathname);
      expect(later.filter((path) => !path.startsWith('/playground/'))).toEqual([]);
      const answer = open.page.waitForResponse((response) => response.url().endsWith('/graphql'));
      await open.runQuery();
      expect((await (await answer).json()).extensions.cost).toEqual({ estimate: 109, limit: 10_000 });
      // The connection, two portfolios, and for each its analytics and a health of 10.
      await cost()
        .getByText(/what came cost 25 · [\d,]+ ms · \d+ bytes/)
        .waitFor();
    },
  );

  testInBrowser('says before a run that the server would refuse, and where it goes', async () => {
    await analyst();
    await write('{ portfolios(first: 100) { nodes { loans(first: 100) { nodes { loanId } } } } }');
    await cost()
      .getByText(/Would be refused\. The request would cost 10201/)
      .waitFor();
    await cost().getByText('Where it goes').click();
    expect(await cost().getByRole('row').first().textContent()).toBe('portfolios.nodes.loans.nodes10,000');
    await open.page.keyboard.press('Escape');
    expect(await cost().getByRole('row').first().isVisible()).toBe(false);
  });
});

describe('results', () => {
  const LOANS = '{ portfolios { nodes { name loans { nodes { loanId amount maturityDate } } } } }';

  testInBrowser('are a table of each list, which its heads sort, by keyboard too', async () => {
    await runAndShow(LOANS);
    expect(await results().getByLabel('List').inputValue()).toBe('portfolios.nodes');
    expect(await column(1)).toEqual(['Portfolio 0001', 'Portfolio 0002']);
    await results().getByLabel('List').selectOption('portfolios.nodes.loans.nodes');
    expect(await column(3)).toEqual(['1,000.00', '2,000.00', '3,000.00', '1,000.00', '2,000.00', '3,000.00']);
    const amount = results().getByRole('columnheader', { name: 'amount' });
    await amount.getByRole('button').focus();
    await open.page.keyboard.press('Enter');
    await open.page.keyboard.press('Enter');
    expect(await amount.getAttribute('aria-sort')).toBe('descending');
    expect((await column(3)).slice(0, 3)).toEqual(['3,000.00', '3,000.00', '2,000.00']);
  });

  testInBrowser('are files of the columns and the order that the table shows', async () => {
    await runAndShow(LOANS);
    await results().getByLabel('List').selectOption('portfolios.nodes.loans.nodes');
    await results()
      .getByText(/^Columns \(/)
      .click();
    await results().getByRole('checkbox', { name: 'maturityDate' }).uncheck();
    await results().getByRole('columnheader', { name: 'amount' }).getByRole('button').click();
    const [csv] = await Promise.all([
      open.page.waitForEvent('download'),
      results().getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(csv.suggestedFilename()).toBe('portfolios-nodes-loans-nodes.csv');
    const text = await readFile(await csv.path(), 'utf8');
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      '\uFEFFnodes.name,loanId,amount',
      'Portfolio 0001,L1,1000.00',
      'Portfolio 0002,L1,1000.00',
    ]);
    const [xlsx] = await Promise.all([
      open.page.waitForEvent('download'),
      results().getByRole('button', { name: 'XLSX' }).click(),
    ]);
    expect((await readFile(await xlsx.path())).toString('latin1', 0, 2)).toBe('PK');
    expect(open.complaints).toEqual([]);
  });

  testInBrowser('are drawn as bars, lines and a heat map, by what is loaded only then', async () => {
    await runAndShow(LOANS);
    const drawing = () => open.requests.filter((request) => /chart-view/.test(request.url()));
    await results().getByRole('table').waitFor();
    await results().getByLabel('List').selectOption('portfolios.nodes.loans.nodes');
    expect(drawing()).toHaveLength(0);
    await results().getByRole('button', { name: 'Chart' }).click();
    await results().getByLabel('Chart').selectOption('bar');
    await results()
      .getByRole('img', { name: /^bar/ })
      .or(results().locator('svg[aria-label^="bar"]'))
      .waitFor();
    expect(drawing().length).toBeGreaterThan(0);
    await results().getByLabel('Along').selectOption('loanId');
    await results().locator('svg[aria-label="bar of 3 values"]').waitFor();
    await results().getByLabel('Chart').selectOption('line');
    await results().locator('svg[aria-label="line of 3 values"]').waitFor();
    await results().getByLabel('Chart').selectOption('heat map');
    await results().getByLabel('Down').selectOption('portfolios.nodes.name');
    await results().locator('svg[aria-label="heat map of 6 values"]').waitFor();
    expect(open.complaints).toEqual([]);
  });

  testInBrowser('are gone when somebody else signs in on the same page', async () => {
    await runAndShow(LOANS);
    await results().getByRole('table').waitFor();
    await open.page.getByRole('button', { name: 'Sign out' }).click();
    await open.signIn('a.viewer');
    await results().getByText('Run a query').waitFor();
    expect(await results().getByRole('table').count()).toBe(0);
  });

  testInBrowser('say what the server refused, and what there is to do before a run', async () => {
    await analyst();
    await open.page.getByRole('button', { name: 'Show Results' }).click();
    await results().getByText('Run a query').waitFor();
    await write('{ portfolios(first: 1000) { nodes { name } } }');
    await open.runQuery();
    await results().getByRole('alert').getByText('1000 is not from 1 to 100.').waitFor();
  });

  testInBrowser('of a thousand rows are drawn as somebody reads on', async () => {
    const nodes = Array.from({ length: 1_000 }, (_, n) => ({ name: `Made up ${n}` }));
    await open.page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('ManyRows')) return route.continue();
      await route.fulfill({ json: { data: { portfolios: { nodes } } } });
    });
    await runAndShow('query ManyRows { portfolios { nodes { name } } }');
    await results().getByText('Made up 0', { exact: true }).waitFor();
    expect(await results().getByText('Made up 999').count()).toBe(0);
    const rows = results().getByRole('region', { name: /^Rows/ });
    while ((await results().getByText('Made up 999').count()) === 0) {
      await rows.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await open.page.waitForTimeout(20);
    }
  });
});

describe('a report', () => {
  const QUERY =
    '# Sizes.\nquery Sizes($first: Int = 5) { portfolios(first: $first) { nodes { name totalExposure } } }';
  const SAVED =
    'query ($name: String!) { documents(name: $name) { nodes { version description lists body registeredBy { username } } } }';
  const savedAs = async (name: string) => {
    const token = await server.signIn('a.analyst', PASSWORD);
    return (await server.ask(SAVED, { name }, token)).body.data.documents.nodes;
  };
  const name = () => open.page.getByRole('textbox', { name: 'Name' });
  const save = () => open.page.getByRole('button', { name: 'Save', exact: true }).click();

  testInBrowser(
    'is saved under the analyst’s name, once nothing is wrong with it, and can then be called',
    async () => {
      await runAndShow(QUERY);
      await results().getByRole('button', { name: 'Save as report…' }).click();
      expect(await name().inputValue()).toBe('sizes');
      await name().fill('1 bad name');
      await save();
      await open.page.getByRole('alert').getByText('A letter, then letters').waitFor();
      expect(await savedAs('1 bad name')).toEqual([]);
      await name().fill('book-sizes');
      await save();
      await open.page.getByText(`${server.url}/reports/book-sizes.csv`, { exact: true }).waitFor();
      expect(await savedAs('book-sizes')).toEqual([
        {
          version: 1,
          description: 'Sizes.',
          lists: ['portfolios.nodes'],
          body: QUERY,
          registeredBy: { username: 'a.analyst' },
        },
      ]);
      await open.page.getByRole('button', { name: 'Copy XLSX' }).click();
      await open.page.getByRole('button', { name: 'Copy XLSX' }).getByText('Copied').waitFor();
      expect(await copied()).toBe(`${server.url}/reports/book-sizes.xlsx`);
      await open.page.getByRole('button', { name: 'Done' }).click();
      await chooseCopy('Copy as report URL');
      expect(await copied()).toBe(`${server.url}/reports/book-sizes.json`);
    },
  );

  testInBrowser('is found again by its text, and riskgraph’s own by their names', async () => {
    await analyst();
    await open.page.getByRole('button', { name: /^Portfolio triage/ }).click();
    await open.page.getByRole('tab', { name: 'PortfolioTriage' }).waitFor();
    await chooseCopy('Copy as report URL');
    expect(await copied()).toBe(`${server.url}/reports/PortfolioTriage.json`);
    const token = await server.signIn('a.analyst', PASSWORD);
    const body = '{ me { username } }';
    await server.ask(
      'mutation ($input: RegisterDocumentInput!) { registerDocument(input: $input) { id } }',
      { input: { name: 'who', body } },
      token,
    );
    await write(body);
    await chooseCopy('Copy as report URL');
    expect(await copied()).toBe(`${server.url}/reports/who.json`);
  });

  testInBrowser('is not offered to a viewer, who may not save one', async () => {
    await open.signIn('a.viewer');
    await open.runQuery();
    await showResults();
    await results().getByText('A viewer may run reports, but not save them.').waitFor();
    expect(await results().getByRole('button', { name: 'Save as report…' }).count()).toBe(0);
    await write('{ me { id } }');
    await open.page.getByRole('button', { name: 'Copy the request' }).click();
    await open.page.getByRole('menuitem', { name: 'Copy as report URL' }).click();
    await open.page.getByRole('status').getByText('This is no report yet. A viewer may run').waitFor();
    expect(await open.page.getByRole('dialog').count()).toBe(0);
    expect(open.sent('RegisterDocument')).toEqual([]);
  });
});

testInBrowser('what is copied holds a place for the token, never the token', async () => {
  await analyst();
  await open.page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await write('{ me { username } }');
  await cost().getByText('Estimated cost 1 of').waitFor();
  const token = await open.page.evaluate(
    () => JSON.parse(sessionStorage.getItem('riskgraph.tokens') ?? '{}').accessToken,
  );
  expect(token).toBeTruthy();
  for (const [item, place] of [
    ['Copy as curl', '$RISKGRAPH_TOKEN'],
    ['Copy as fetch', 'process.env.RISKGRAPH_TOKEN'],
  ]) {
    await chooseCopy(item as string);
    expect(await copied()).toContain(place);
    expect(await copied()).toContain('{ me { username } }');
    expect(await copied()).not.toContain(token);
  }
});
