import type { LoadResults } from '../users/results.ts';

/** What one loan, one user and one request take, as `npm run load` found it. */
export interface Measured {
  /** Of a loan, its snapshots and the sums kept beside it; tables and indexes. */
  bytesPerLoan: { table: string; rowsPerLoan: number; bytesPerRow: number }[];
  bytesPerAuditEntry: number;
  serverCpuMs: number;
  databaseCpuMs: number;
}

/** Their rows come with the loans; those of the others come with users, and are few beside them. */
const GROWS_WITH_LOANS = ['loans', 'rating_history', 'loan_rollups', 'portfolio_rollups'];
const AUDIT = ['audit_logs', 'audit_seals'];

export function measuredOf({ loans, tables, serverCpuMs, databaseCpuMs }: LoadResults): Measured {
  const sizes = new Map(tables.map((size) => [size.table, size]));
  const bytesPerRow = (table: string) => {
    const size = sizes.get(table);
    if (!size) throw new Error(`The load has left too few rows in ${table} to tell how large they are.`);
    return (size.tableBytes + size.indexBytes) / size.rows;
  };
  if (serverCpuMs === null || databaseCpuMs === null)
    throw new Error('The load was taken without CPU times.');
  return {
    bytesPerLoan: GROWS_WITH_LOANS.map((table) => {
      const bytes = bytesPerRow(table);
      return { table, rowsPerLoan: sizes.get(table)!.rows / loans, bytesPerRow: bytes };
    }),
    bytesPerAuditEntry: AUDIT.reduce((sum, table) => sum + bytesPerRow(table), 0),
    serverCpuMs,
    databaseCpuMs,
  };
}
