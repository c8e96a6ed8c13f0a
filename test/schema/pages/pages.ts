import { readFile } from 'node:fs/promises';
import { type DocumentNode, parse } from 'graphql';

/** What a page takes. */
export interface PageCost {
  /** As the gateway weighs it, of the 10,000 that a request may cost. */
  cost: number;
  /** Statements of SQL for whoever asks first; and again, as long as nothing has changed. */
  statements: number;
  again: number;
}

/** A page as docs/pages.md shows it. */
interface Page {
  /** Beside the portfolio. */
  variables?: Record<string, unknown>;
  /** That one of these rises is a decision. */
  takes: PageCost;
}

const SALE = { removeLoan: { loanId: 'MM-0036' } };
const DOWNGRADE = { changeLoan: { loanId: 'MM-0091', creditRating: 'B' } };

/** The pages of `schema/operations/pages`, in the order of the menu. */
export const PAGES: Readonly<Record<string, Page>> = {
  'risk-analysis': { takes: { cost: 151, statements: 6, again: 1 } },
  maturity: { variables: { first: 5 }, takes: { cost: 124, statements: 5, again: 3 } },
  concentration: { takes: { cost: 148, statements: 6, again: 1 } },
  'borrower-search': {
    variables: { search: 'mark', chosen: 'Ivarmark Brewing SA' },
    takes: { cost: 66, statements: 5, again: 5 },
  },
  'cash-flow': { variables: { months: 12 }, takes: { cost: 106, statements: 5, again: 1 } },
  'stress-testing': { takes: { cost: 697, statements: 9, again: 1 } },
  'portfolio-health': { takes: { cost: 158, statements: 6, again: 1 } },
  'watch-list': {
    variables: { ratingsFrom: '2025-07-01' },
    takes: { cost: 634, statements: 10, again: 5 },
  },
  report: { takes: { cost: 378, statements: 15, again: 4 } },
  amortisation: {
    variables: { loanId: 'MM-0004', frequency: 'QUARTERLY' },
    takes: { cost: 522, statements: 2, again: 2 },
  },
  'what-if': {
    variables: { scenario: [SALE, DOWNGRADE] },
    takes: { cost: 237, statements: 10, again: 2 },
  },
  'default-probability': { takes: { cost: 167, statements: 6, again: 1 } },
  geography: { variables: { country: ['Germany'] }, takes: { cost: 386, statements: 5, again: 1 } },
  covenants: {
    variables: { thresholds: { maxLeverage: '3.5' } },
    takes: { cost: 197, statements: 9, again: 4 },
  },
  'rating-migration': {
    variables: { direction: ['DOWNGRADE'] },
    takes: { cost: 151, statements: 4, again: 3 },
  },
};

export const FOLDER = 'schema/operations/pages';

export const pageText = (name: string): Promise<string> => readFile(`${FOLDER}/${name}.graphql`, 'utf8');

export const pageDocument = async (name: string): Promise<DocumentNode> => parse(await pageText(name));
