import { readdir, readFile, writeFile } from 'node:fs/promises';
import { checkLimits } from '../../../src/gateway/limits/check-limits.ts';
import { MAX_COST } from '../../../src/gateway/limits/limits.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useDemo } from '../../support/demo.ts';
import { type MeasuredPage, measurePages } from './measure-pages.ts';
import { sheetOf } from './page-sheet.ts';
import { FOLDER, PAGES } from './pages.ts';

const SHEET = 'docs/pages.md';
const MADE = /(?<=<!-- pages -->\n\n)[\s\S]*(?=\n<!-- end of pages -->)/;

/** Of what their users can lengthen; a page takes what it knows of it. */
const LONGEST = { first: 100, top: 100, months: 600, lastPeriods: 100, ratingPeriods: 100, termMonths: 1200 };

const database = useTestDatabase();
const demo = useDemo(database);
let pages: Map<string, MeasuredPage>;
const pageOf = (name: string) => pages.get(name) as MeasuredPage;
beforeAll(async () => {
  pages = await measurePages(database, demo.graph);
}, 60_000);

test('every file is one of the fifteen pages', async () => {
  const files = Object.keys(PAGES).map((name) => `${name}.graphql`);
  expect(files).toHaveLength(15);
  expect((await readdir(FOLDER)).sort()).toEqual(files.sort());
});

describe.each(Object.keys(PAGES))('%s', (name) => {
  test('answers without an error, and the same compiled or kept', () => {
    const [first, ...others] = pageOf(name).answers.map((answer) => JSON.parse(JSON.stringify(answer)));
    expect(first).toEqual({ data: { portfolio: expect.objectContaining({ name: 'Mid-Market Lending' }) } });
    expect(others).toEqual(Array(4).fill(first));
  });

  test('costs what it did, a small part of what a request may', () => {
    expect(pageOf(name).took).toEqual(PAGES[name]?.takes);
    expect(pageOf(name).took.cost).toBeLessThan(MAX_COST / 10);
  });

  test('is affordable with all its lists as long as anybody may ask for', () => {
    const { document, variables } = pageOf(name);
    const { estimate } = checkLimits({
      schema: demo.graph.schema,
      document,
      variables: { ...variables, ...LONGEST },
    });
    expect(estimate).toBeLessThan(MAX_COST);
  });
});

test('in every sector a severe downturn costs more than a mild one, and that more than none', () => {
  const { base, mild, severe } = JSON.parse(
    JSON.stringify(pageOf('stress-testing').answers[0]?.data),
  ).portfolio;
  const lossesOf = ({ bySector }: typeof base): number[] =>
    bySector.groups.map(({ expectedLoss }: { expectedLoss: string }) => Number(expectedLoss));
  const [none, some, most] = [base, mild, severe].map(lossesOf) as [number[], number[], number[]];
  expect(none).toHaveLength(12);
  for (const [sector, loss] of none.entries()) {
    expect(some[sector]).toBeGreaterThan(loss);
    expect(most[sector]).toBeGreaterThan(some[sector] as number);
  }
});

test('docs/pages.md shows what was answered; npm run pages writes it', async () => {
  const text = await readFile(SHEET, 'utf8');
  const sheet = await sheetOf(pages);
  const isWriting = process.env.npm_lifecycle_event === 'pages';
  const shown = isWriting ? text.replace(MADE, () => sheet) : text;
  if (isWriting) await writeFile(SHEET, shown);
  expect(MADE.exec(shown)?.[0]).toBe(sheet);
});
