import { sql } from 'kysely';
import { bookOf } from '../../../../../src/subgraphs/credit/analytics/book/book.ts';
import { BOOK_COLUMNS } from '../../../../../src/subgraphs/credit/analytics/book/book-columns.ts';
import type { ShockInput } from '../../../../../src/subgraphs/credit/analytics/scenario/shock.input.ts';
import { soundScenario } from '../../../../../src/subgraphs/credit/analytics/scenario/sound-scenario.ts';
import { creditDb } from '../../../../../src/subgraphs/credit/entities.ts';
import type { LoanFilter } from '../../../../../src/subgraphs/credit/loan/loan-filter.type.ts';
import type { TestDatabase } from '../../../../support/database.ts';
import { stateOf } from '../../ask.ts';
import { addDefaultRate, contextOf, type Lender, type LoanRow, TODAY } from '../book.ts';

/** A loan of a book, every column as text, decimals without trailing zeros. */
export type BookRow = Record<(typeof BOOK_COLUMNS)[number], string | null>;

const DECIMALS: string[] = ['amount', 'rate', 'debt_to_equity', 'interest_coverage', 'leverage_ratio'].concat(
  ['pd', 'lgd', 'risk_weight'],
);
const asText = (column: string) =>
  DECIMALS.includes(column)
    ? sql`trim_scale(${sql.ref(`l.${column}`)})::text as ${sql.ref(column)}`
    : sql`${sql.ref(`l.${column}`)}::text as ${sql.ref(column)}`;

/** A grade's line: PD, recovery, weight. D recovers a quarter; A to BBB and BBB to B leave gaps. */
export const TABLE: [string, string, string, string][] = [
  ['A', '0.001', '0.5', '0.5'],
  ['BBB', '0.01', '0.45', '1'],
  ['B', '0.1', '0.4', '1.2'],
  ['D', '1', '0.25', '1.5'],
];

/** L-1 to L-6: each grade of the table, none, and one that the table lacks. */
export const LOANS: LoanRow[] = [
  { borrower: 'Ada', amount: '400', rate: '2', credit_rating: 'A' },
  { borrower: 'Bea', amount: '300', rate: '4', credit_rating: 'BBB', sector: 'Energy' },
  { borrower: 'Cy', amount: '200', rate: '6', credit_rating: 'B' },
  { borrower: 'Dan', amount: '100', rate: '8', credit_rating: 'D', sector: 'Energy', status: 'DEFAULTED' },
  { borrower: 'Eve', amount: '50', rate: '10' },
  { borrower: 'Fay', amount: '25', rate: '12', credit_rating: 'CC', sector: 'Energy' },
];

export async function addTable(db: TestDatabase, lender: Lender, lines = TABLE): Promise<void> {
  for (const line of lines) await addDefaultRate(db, lender, line);
}

/** Does something that must leave every stored row as it was. */
export async function storingNothing<Answer>(db: TestDatabase, work: () => Promise<Answer>): Promise<Answer> {
  const before = await stateOf(db);
  const answer = await work();
  expect(await stateOf(db)).toBe(before);
  return answer;
}

/** The loans of some scopes, each a list of portfolio keys, after a scenario; by scope, portfolio and loanId. */
export const loansAfter = (
  db: TestDatabase,
  lender: Lender,
  scopes: string[][],
  scenario: ShockInput[] = [],
  filter: LoanFilter | null = null,
): Promise<BookRow[]> =>
  storingNothing(db, async () => {
    const context = contextOf(db, lender);
    const names = scopes.map((keys) => keys.join(' '));
    const book = bookOf(names, { filter, scenario: soundScenario(scenario, TODAY) }, context);
    const { rows } = await sql<BookRow>`
      select ${sql.join(BOOK_COLUMNS.map(asText))} from ${book}
      order by l.scope, l.portfolio_id, l.loan_id collate "C"`.execute(creditDb(context));
    return rows;
  });

export type Difference = Partial<BookRow> | 'removed' | 'added';

/** What differs, by loanId: the columns with another value, and that value. */
export function differences(before: BookRow[], after: BookRow[]): Record<string, Difference> {
  const left = new Map(after.map((row) => [row.loan_id, row]));
  const found: Record<string, Difference> = {};
  for (const row of before) {
    const now = left.get(row.loan_id);
    left.delete(row.loan_id);
    const columns = now ? BOOK_COLUMNS.filter((column) => now[column] !== row[column]) : [];
    if (!now) found[row.loan_id as string] = 'removed';
    else if (columns.length > 0)
      found[row.loan_id as string] = Object.fromEntries(columns.map((column) => [column, now[column]]));
  }
  for (const id of left.keys()) found[id as string] = 'added';
  return found;
}

/** What a scenario does to one portfolio. */
export async function effectOn(
  db: TestDatabase,
  lender: Lender,
  portfolioKey: string,
  scenario: ShockInput[],
  filter: LoanFilter | null = null,
): Promise<Record<string, Difference>> {
  const before = await loansAfter(db, lender, [[portfolioKey]], [], filter);
  return differences(before, await loansAfter(db, lender, [[portfolioKey]], scenario, filter));
}
