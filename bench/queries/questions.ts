import { readFileSync } from 'node:fs';
import type { Portfolio } from '../database/portfolios.ts';

export type QuestionName = 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'Q5' | 'Q6' | 'Q7';

/** The file of the document, here and, where it can ask the same, in PostGraphile's folder. */
const DOCUMENTS: Record<QuestionName, string> = {
  Q1: 'one-portfolio',
  Q2: 'loan-page',
  Q3: 'loan-page',
  Q4: 'dashboard',
  Q5: 'all-portfolios',
  Q6: 'owned-loans',
  Q7: 'rating-migration',
};

const TITLES: Record<QuestionName, string> = {
  Q1: 'one portfolio: name, count, exposure',
  Q2: '100 loans × 14 fields',
  Q3: '1,000 loans × 14 fields, persisted',
  Q4: 'dashboard',
  Q5: 'all portfolios: name, count, exposure',
  Q6: '100 loans with owner and expected loss',
  Q7: 'rating migration over 8 snapshots',
};

/** A fixed day: an answer must not depend on when it is asked for. */
const AS_OF = '2026-06-30';
const PAGE: Partial<Record<QuestionName, number>> = { Q2: 100, Q3: 1_000, Q6: 100 };

/** Snapshots, where they are what is read. */
const ROWS_OF_A_LOAN: Partial<Record<QuestionName, number>> = { Q7: 8 };
/** From here on, one answer keeps a core busy for long: more than two callers would only stand in a queue. */
const LARGE_READING = 500_000;
const FEW_CONNECTIONS = 2;

/** A question about one portfolio, or about all of them. */
export interface Question {
  name: QuestionName;
  /** Unique: the name, and the number of loans where it is asked of several portfolios. */
  id: string;
  title: string;
  document: string;
  portfolio: Portfolio | null;
  variables: Record<string, unknown>;
  /** Asked over so many connections instead of the usual numbers. */
  connections: number | null;
}

const AT_SEVERAL_SIZES: QuestionName[] = ['Q4', 'Q7'];

/** Everything that is asked, of the portfolios that there are. */
export function questionsOf(portfolios: Portfolio[]): Question[] {
  const bySize = (size: number) => portfolios.find((portfolio) => portfolio.size === size);
  const ofEach = (name: QuestionName, sizes: number[]) =>
    sizes.flatMap((size) => bySize(size) ?? []).map((portfolio) => question(name, portfolio, portfolios));
  const small = [1_000];
  return [
    ...(['Q1', 'Q2', 'Q3'] as const).flatMap((name) => ofEach(name, small)),
    ...ofEach('Q4', [1_000, 10_000, 100_000, 1_000_000]),
    question('Q5', null, portfolios),
    ...ofEach('Q6', small),
    ...ofEach('Q7', [1_000, 100_000]),
  ];
}

function question(name: QuestionName, portfolio: Portfolio | null, all: Portfolio[]): Question {
  const isSized = portfolio && AT_SEVERAL_SIZES.includes(name);
  const size = portfolio?.size.toLocaleString('en');
  const loans = (portfolio ? [portfolio] : all).reduce((sum, { size }) => sum + size, 0);
  const rowsRead = loans * (ROWS_OF_A_LOAN[name] ?? 1);
  return {
    name,
    id: isSized ? `${name} ${size}` : name,
    title: isSized ? `${TITLES[name]}, ${size} loans` : TITLES[name],
    document: DOCUMENTS[name],
    portfolio,
    variables: variablesOf(name, portfolio),
    connections: rowsRead >= LARGE_READING ? FEW_CONNECTIONS : null,
  };
}

function variablesOf(name: QuestionName, portfolio: Portfolio | null): Record<string, unknown> {
  const first = PAGE[name];
  return {
    ...(portfolio && { id: portfolio.id }),
    ...(first && { first }),
    ...(name === 'Q4' && { asOf: AS_OF }),
  };
}

/** The text of a document in a folder of documents, null where there is none. */
export function documentIn(folder: URL, name: string): string | null {
  try {
    return readFileSync(new URL(`${name}.graphql`, folder), 'utf8');
  } catch {
    return null;
  }
}

export const DOCUMENT_FOLDER = new URL('./', import.meta.url);
