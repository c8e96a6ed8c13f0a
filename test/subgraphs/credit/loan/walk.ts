import type { Answer } from '../../../support/run.ts';

export type Variables = Record<string, unknown>;
export type Ask = (source: string, variables?: Variables) => Promise<Answer>;

const FORWARD = `query ($id: ID!, $first: Int, $after: String, $orderBy: [LoanOrder!], $filter: LoanFilter) {
  portfolio(id: $id) { loans(first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
    edges { cursor node { loanId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

const BACKWARD = `query ($id: ID!, $last: Int, $before: String, $orderBy: [LoanOrder!], $filter: LoanFilter) {
  portfolio(id: $id) { loans(last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
    edges { cursor node { loanId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

export interface LoanPage {
  numbers: string[];
  cursors: string[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

export async function loanPage(ask: Ask, variables: Variables): Promise<LoanPage> {
  const isBackward = 'last' in variables || 'before' in variables;
  const { loans } = (await ask(isBackward ? BACKWARD : FORWARD, variables)).portfolio;
  const edges: { cursor: string; node: { loanId: string } }[] = loans.edges;
  const numbers = edges.map(({ node }) => node.loanId);
  return { numbers, cursors: edges.map(({ cursor }) => cursor), pageInfo: loans.pageInfo };
}

const MOST_PAGES = 100;

/** The numbers of all pages, from the first to the last. */
export async function walkForward(ask: Ask, variables: Variables, size: number): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | null = null;
  while (pages.length < MOST_PAGES) {
    const page: LoanPage = await loanPage(ask, { ...variables, first: size, after });
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    pages.push(page.numbers);
    if (!page.pageInfo.hasNextPage) return pages;
    after = page.pageInfo.endCursor;
  }
  throw new Error('the pages do not end');
}

/** The numbers of all pages, read from the end, but told from the first to the last. */
export async function walkBackward(ask: Ask, variables: Variables, size: number): Promise<string[][]> {
  const pages: string[][] = [];
  let before: string | null = null;
  while (pages.length < MOST_PAGES) {
    const page: LoanPage = await loanPage(ask, { ...variables, last: size, before });
    expect(page.pageInfo.hasNextPage).toBe(before !== null);
    pages.unshift(page.numbers);
    if (!page.pageInfo.hasPreviousPage) return pages;
    before = page.pageInfo.startCursor;
  }
  throw new Error('the pages do not end');
}
