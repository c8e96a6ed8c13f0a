import { Decimal, type Decimal as DecimalJs } from '../../../../../src/platform/decimal.ts';
import type { ShockInput } from '../../../../../src/subgraphs/credit/analytics/scenario/shock.input.ts';
import { CREDIT_RATINGS } from '../../../../../src/subgraphs/credit/rating/rating-scale.ts';
import { type Filter, type FilterLoan, selects } from '../../loan/loan-filter.predicate.ts';
import type { BookRow } from './scenario-book.ts';

/** Grade, PD, recovery, weight. */
export type Table = [grade: string, pd: string, recovery: string, weight: string][];

type ShockName = Exclude<keyof ShockInput, 'addLoan'>;
type Values<Name extends ShockName> = NonNullable<ShockInput[Name]>;
type Apply<Name extends ShockName> = (rows: BookRow[], values: Values<Name>, table: Table) => BookRow[];

/**
 * What a scenario means, said a second time and in plain JavaScript, for the loans of one scope. addLoan is left out:
 * its row is written out in a test of its own.
 */
export const shockedRows = (rows: BookRow[], scenario: ShockInput[], table: Table): BookRow[] =>
  scenario.reduce((left, shock) => {
    const [[name, values]] = Object.entries(shock) as [[ShockName, Values<ShockName>]];
    return (SHOCKS[name] as Apply<ShockName>)(left, values, table);
  }, rows);

const shortest = (value: DecimalJs) => value.toFixed();

const SHOCKS: { [Name in ShockName]-?: Apply<Name> } = {
  rateShift: (rows, { basisPoints, filter }) =>
    each(rows, filter, (row) => {
      const rate = new Decimal(row.rate!).plus(new Decimal(basisPoints).div(100));
      return { rate: shortest(Decimal.max(rate, 0)) };
    }),
  pdMultiplier: (rows, { factor, filter }) =>
    each(rows, filter, ({ pd }) =>
      pd === null || pd === '1' ? {} : { pd: shortest(Decimal.min(new Decimal(pd).times(factor), 1)) },
    ),
  recovery: (rows, { rate, filter }) =>
    each(rows, filter, ({ lgd }) => (lgd === null ? {} : { lgd: shortest(new Decimal(1).minus(rate)) })),
  notchDown: (rows, { notches, filter }, table) =>
    each(rows, filter, (row) => {
      const grades = inOrder(table);
      const step = grades.findIndex(([grade]) => grade === row.credit_rating);
      if (step < 0 || row.credit_rating === 'D') return {};
      return toGrade(row, grades[Math.max(0, Math.min(grades.length - 1, step + notches))]![0], table);
    }),
  defaultShare: (rows, { share, filter }, table) => {
    const chosen = rows.filter((row) => isSelected(row, filter));
    const count = new Decimal(share).times(chosen.length).ceil().toNumber();
    chosen.sort((a, b) => new Decimal(b.amount!).cmp(a.amount!) || (a.loan_id! < b.loan_id! ? -1 : 1));
    const defaults = new Set(chosen.slice(0, count));
    return rows.map((row) => (defaults.has(row) ? inDefault(row, table) : row));
  },
  changeLoan: (rows, { loanId, creditRating, ...fields }, table) =>
    rows.map((row) => {
      if (row.loan_id !== loanId) return row;
      const { amount, rate, status, maturityDate } = fields;
      return {
        ...row,
        ...(amount != null && { amount: shortest(new Decimal(amount)) }),
        ...(rate != null && { rate: shortest(new Decimal(rate)) }),
        ...(status != null && { status }),
        ...(maturityDate != null && { maturity_date: maturityDate }),
        ...(creditRating != null && toGrade(row, creditRating, table)),
      };
    }),
  removeLoan: (rows, { loanId }) => rows.filter((row) => row.loan_id !== loanId),
};

const inOrder = (table: Table) =>
  table.toSorted(([a], [b]) => CREDIT_RATINGS.indexOf(a as never) - CREDIT_RATINGS.indexOf(b as never));

function toGrade(row: BookRow, grade: string, table: Table): Partial<BookRow> {
  const line = table.find(([name]) => name === grade);
  if (!line || grade === row.credit_rating) return { credit_rating: grade };
  const [, pd, recovery, weight] = line;
  return { credit_rating: grade, pd, lgd: shortest(new Decimal(1).minus(recovery)), risk_weight: weight };
}

function inDefault(row: BookRow, table: Table): BookRow {
  const now = { ...row, ...toGrade(row, 'D', table), status: 'DEFAULTED' };
  const isCharted = table.some(([grade]) => grade === 'D');
  if (isCharted || row.pd === null) return now;
  return { ...now, pd: '1', risk_weight: inOrder(table).at(-1)![3] };
}

type ShockFilter = Values<'rateShift'>['filter'];

const each = (rows: BookRow[], filter: ShockFilter, change: (row: BookRow) => Partial<BookRow>) =>
  rows.map((row) => (isSelected(row, filter) ? { ...row, ...change(row) } : row));

/** By what the loan is now: the PD of its grade may be another than the table's. */
function isSelected(row: BookRow, filter: ShockFilter): boolean {
  if (!filter) return true;
  const pds = row.pd === null ? {} : { [row.credit_rating!]: Number(row.pd) };
  return selects(filter as Filter, asFilterLoan(row), pds);
}

const number = (text: string | null) => (text === null ? null : Number(text));
const asFilterLoan = (row: BookRow): FilterLoan => ({
  loanId: row.loan_id!,
  borrower: row.borrower!,
  borrowerGroup: row.borrower_group,
  amount: Number(row.amount),
  rate: Number(row.rate),
  sector: row.sector!,
  maturityDate: row.maturity_date!,
  creditRating: row.credit_rating,
  status: row.status!,
  country: row.country,
  debtToEquity: number(row.debt_to_equity),
  interestCoverage: number(row.interest_coverage),
  leverageRatio: number(row.leverage_ratio),
  updatedAt: row.updated_at!,
});
