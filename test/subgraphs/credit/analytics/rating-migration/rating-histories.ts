import type { TestDatabase } from '../../../../support/database.ts';

/** Grades by day: `{ '2025-01-01': 'A', '2025-07-01': 'NR' }`. */
export type History = Record<string, string>;

/** Snapshots of a portfolio's loans, in one statement: the first history is that of L-1. */
export async function addHistories(
  db: TestDatabase,
  portfolioKey: string,
  histories: History[],
): Promise<void> {
  const snapshots = histories.flatMap((history, index) =>
    Object.entries(history).map(([day, grade]) => ({ loan_id: `L-${index + 1}`, day, grade })),
  );
  await db.query(
    `insert into rating_history (tenant_id, loan_id, snapshot_date, credit_rating)
     select l.tenant_id, l.id, s.day, s.grade
     from jsonb_to_recordset(?::jsonb) as s(loan_id text, day date, grade credit_rating)
     join loans l on l.loan_id = s.loan_id and l.portfolio_id = ?`,
    [JSON.stringify(snapshots), portfolioKey],
  );
}
