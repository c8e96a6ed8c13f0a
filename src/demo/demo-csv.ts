import { LOAN_FIELDS, type LoanField, type LoanValues } from '../subgraphs/credit/loan/loan-fields.ts';
import type { LoanStatus } from '../subgraphs/credit/loan/loan-status.ts';
import { DEFAULT_RATES } from './default-rates.ts';
import type { DemoBook } from './demo-book.ts';

// The demo as files, so that it comes in by the same door as everybody's data.

const FIELDS = Object.keys(LOAN_FIELDS) as LoanField[];
const LOAN_COLUMNS = FIELDS.map((field) => LOAN_FIELDS[field].column);
const RATING_COLUMNS = ['loan_id', 'snapshot_date', 'credit_rating'];
const RATE_COLUMNS = ['credit_rating', 'default_probability', 'recovery_rate', 'risk_weight'];

const STATUS_TEXT: Record<LoanStatus, string> = {
  PERFORMING: 'Performing',
  WATCH_LIST: 'Watch List',
  NON_PERFORMING: 'Non-Performing',
  DEFAULTED: 'Defaulted',
};

export const loansCsv = ({ loans }: DemoBook): string => csv(LOAN_COLUMNS, loans.map(loanCells));

export const ratingHistoryCsv = ({ history }: DemoBook): string =>
  csv(
    RATING_COLUMNS,
    history.map(({ loanId, snapshotDate, creditRating }) => [loanId, snapshotDate, creditRating]),
  );

export const defaultRatesCsv = (): string => csv(RATE_COLUMNS, DEFAULT_RATES);

const loanCells = (loan: LoanValues): (string | null)[] =>
  FIELDS.map((field) => (field === 'status' ? STATUS_TEXT[loan.status] : loan[field]));

type Cell = string | number | null;

const csv = (columns: string[], rows: readonly (readonly Cell[])[]): string =>
  [columns, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');

function quoted(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
