import { chance, integer, pick, pickWeighted, type Random } from '../../src/demo/random.ts';
import { type Asked, graphql } from '../variants/variant.ts';

/** What one user works on. Loans are numbered from 1 to `size`. */
export interface OwnBook {
  portfolioId: string;
  number: number;
  size: number;
}

/** What a user does, under the name that it is counted by. */
export interface Visit {
  name: string;
  asked: Asked;
}

interface Page {
  document: string;
  /** Of 100 pages that are opened, so many are this one. Assumed: daily work first, what committees read last. */
  weight: number;
  /** Beside the portfolio. */
  variables?(random: Random, book: OwnBook): Record<string, unknown>;
}

const SECTORS = ['Construction', 'Energy', 'Healthcare', 'Media', 'Retail', 'Technology', 'Utilities'];
const COUNTRIES = ['Austria', 'Canada', 'France', 'Germany', 'Italy', 'Japan', 'Spain', 'United Kingdom'];
/** One visitor of four looks at some of the loans, whose sums nobody keeps: they are read in one pass. */
const FILTERED = 0.25;

const maybeFiltered = (random: Random) =>
  chance(random, FILTERED) ? { filter: { sector: [pick(random, SECTORS)] } } : {};

/** As book.sql numbers them. */
const anyLoan = (random: Random, { number, size }: OwnBook) =>
  `L-${number}-${String(integer(random, 1, size)).padStart(7, '0')}`;

const twoShocks = (random: Random, book: OwnBook) => ({
  scenario: [
    { removeLoan: { loanId: anyLoan(random, book) } },
    { notchDown: { notches: integer(random, 1, 3) } },
  ],
});

/** The fifteen pages of docs/pages.md. */
export const PAGES: readonly Page[] = [
  { document: 'PortfolioHealthPage', weight: 12 },
  {
    document: 'BorrowerSearchPage',
    weight: 11,
    variables: (random) => ({ search: `Borrower 0${integer(random, 0, 999)}` }),
  },
  { document: 'RiskAnalysisPage', weight: 10, variables: maybeFiltered },
  { document: 'WatchListPage', weight: 10 },
  { document: 'ConcentrationPage', weight: 8, variables: maybeFiltered },
  { document: 'CovenantsPage', weight: 8, variables: maybeFiltered },
  { document: 'MaturityPage', weight: 8 },
  {
    document: 'AmortisationPage',
    weight: 8,
    variables: (random, book) => ({ loanId: anyLoan(random, book) }),
  },
  { document: 'CashFlowPage', weight: 6, variables: maybeFiltered },
  { document: 'DefaultProbabilityPage', weight: 5, variables: maybeFiltered },
  { document: 'GeographyPage', weight: 4, variables: (random) => ({ country: [pick(random, COUNTRIES)] }) },
  { document: 'RatingMigrationPage', weight: 4, variables: maybeFiltered },
  { document: 'WhatIfPage', weight: 3, variables: twoShocks },
  { document: 'StressTestingPage', weight: 2 },
  { document: 'ReportPage', weight: 1 },
];

const WEIGHTED = PAGES.map((page) => [page, page.weight] as const);

/** The page that a user opens next; the manifest knows it by its name. */
export function drawPage(random: Random, book: OwnBook): Visit {
  const { document, variables } = pickWeighted(random, WEIGHTED);
  const given = { portfolioId: book.portfolioId, ...variables?.(random, book) };
  return { name: document, asked: graphql({ documentId: document, variables: given }) };
}
