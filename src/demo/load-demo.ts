import type { GraphAs } from '../graph-as.ts';
import { type DemoBook, demoBooks } from './demo-book.ts';
import { defaultRatesCsv, loansCsv, ratingHistoryCsv } from './demo-csv.ts';
import type { DemoGraph } from './demo-graph.ts';
import { importInto, importRates } from './demo-imports.ts';
import { demoOrganization } from './demo-organization.ts';
import { ADMIN, type DemoSignIn, MANAGER, makeUsers } from './demo-users.ts';

/** Stands in a portfolio until all are complete: whoever stops the program half way gets the demo next time. */
const LOADING = 'Demo data, still loading.';

/**
 * Fills a house without portfolios: one user a role, default rates, three books with their rating history.
 * Returns the sign-ins to print; none, and nothing is done, where there is a portfolio already.
 */
export async function loadDemo(graph: DemoGraph, today: string): Promise<DemoSignIn[]> {
  const administrator = await graph.as(graph.administratorUsername);
  if (!(await makeRoom(administrator))) return [];
  const signIns = await makeUsers(administrator, await demoOrganization(administrator));
  await setDefaultRates(await graph.as(ADMIN));
  await loadBooks(await graph.as(MANAGER), demoBooks(today));
  return signIns;
}

const PORTFOLIOS = 'query { portfolios(first: 100) { nodes { id description } } }';
const DELETE = 'mutation ($id: ID!) { deletePortfolio(id: $id) { id } }';

/** Removes what was cut off; false where a portfolio is somebody's. */
async function makeRoom(administrator: GraphAs): Promise<boolean> {
  const { portfolios } = await administrator<{
    portfolios: { nodes: { id: string; description: string | null }[] };
  }>(PORTFOLIOS, {});
  if (portfolios.nodes.some(({ description }) => description !== LOADING)) return false;
  for (const { id } of portfolios.nodes) await administrator(DELETE, { id });
  return true;
}

/** A table that the tenant has already is its own. */
async function setDefaultRates(admin: GraphAs): Promise<void> {
  const { defaultRates } = await admin<{ defaultRates: unknown[] }>('{ defaultRates { creditRating } }', {});
  if (defaultRates.length === 0) await importRates(admin, defaultRatesCsv());
}

const CREATE =
  'mutation ($input: CreatePortfolioInput!) { portfolio: createPortfolio(input: $input) { id } }';
const DESCRIBE = `mutation ($id: ID!, $description: String!) {
  updatePortfolio(id: $id, input: { description: $description }) { id } }`;

async function loadBooks(manager: GraphAs, books: DemoBook[]): Promise<void> {
  const loaded: { id: string; description: string }[] = [];
  for (const book of books) {
    loaded.push({ id: await loadBook(manager, book), description: book.plan.description });
  }
  for (const portfolio of loaded) await manager(DESCRIBE, portfolio);
}

async function loadBook(manager: GraphAs, book: DemoBook): Promise<string> {
  const input = { name: book.plan.name, description: LOADING, currency: 'GBP' };
  const { portfolio } = await manager<{ portfolio: { id: string } }>(CREATE, { input });
  await importInto(manager, 'loans', portfolio.id, loansCsv(book));
  await importInto(manager, 'ratings', portfolio.id, ratingHistoryCsv(book));
  return portfolio.id;
}
