import { type Complaint, shown } from '../fields/complaint.ts';
import { decimalIn } from '../fields/decimal-field.ts';
import { parseDay, parseGradeOrNone, textOf } from '../fields/field-parsers.ts';
import { type FieldComplaint, type FieldRule, type Parsed, parseFields } from '../fields/field-rule.ts';
import type { CreditRating } from '../rating/rating-scale.ts';
import { type LoanStatus, parseLoanStatus } from './loan-status.ts';

/** A loan as it is stored: numbers in their shortest decimal text, days as `YYYY-MM-DD`. */
export interface LoanValues {
  loanId: string;
  borrower: string;
  borrowerGroup: string | null;
  amount: string;
  rate: string;
  sector: string;
  maturityDate: string;
  creditRating: CreditRating | null;
  status: LoanStatus;
  country: string | null;
  debtToEquity: string | null;
  interestCoverage: string | null;
  leverageRatio: string | null;
}

export type LoanField = keyof LoanValues;

const parseAmount = decimalIn({ maxDecimals: 2, above: 0, to: 1_000_000_000_000, example: '250000.00' });
const parseRate = decimalIn({ maxDecimals: 4, from: 0, to: 100, example: '7.5' });
const parseRatio = decimalIn({ maxDecimals: 4, from: -10_000, to: 10_000, example: '2.35' });

function parseStatus(text: string): Parsed {
  const status = parseLoanStatus(text);
  if (status) return status;
  const message = `${shown(text)} is not Performing, Watch List, Non-Performing or Defaulted`;
  return [{ code: 'UNKNOWN_STATUS', message }];
}

const required = (column: string, parse: FieldRule['parse']): FieldRule => ({
  column,
  required: true,
  parse,
});
const optional = (column: string, parse: FieldRule['parse']): FieldRule => ({
  column,
  required: false,
  parse,
});

/** The one description of a loan's input, by its names in the schema, for files and mutations alike. */
export const LOAN_FIELDS: Record<LoanField, FieldRule> = {
  loanId: required('loan_id', textOf(50)),
  borrower: required('borrower', textOf(255)),
  borrowerGroup: optional('borrower_group', textOf(255)),
  amount: required('amount', parseAmount),
  rate: required('rate', parseRate),
  sector: required('sector', textOf(100)),
  maturityDate: required('maturity_date', parseDay),
  creditRating: optional('credit_rating', parseGradeOrNone),
  status: required('status', parseStatus),
  country: optional('country', textOf(100)),
  debtToEquity: optional('debt_to_equity', parseRatio),
  interestCoverage: optional('interest_coverage', parseRatio),
  leverageRatio: optional('leverage_ratio', parseRatio),
};

const ALL_FIELDS = Object.keys(LOAN_FIELDS) as LoanField[];

export type ParsedLoan<Field extends LoanField = LoanField> =
  | { values: Pick<LoanValues, Field>; complaints: [] }
  | { values: null; complaints: FieldComplaint<Field>[] };

/** Reads a loan, or only some of its fields; `values` is null if anything is wrong, and then all of it is told. */
export const parseLoanFields = <Field extends LoanField = LoanField>(
  raw: Partial<Record<Field, string | null | undefined>>,
  fields: readonly Field[] = ALL_FIELDS as Field[],
): ParsedLoan<Field> => parseFields(LOAN_FIELDS, raw, fields) as ParsedLoan<Field>;

/** A loan typed by hand must mature after today; an imported book may hold what is past. */
export const maturedAlready = (maturityDate: string, today: string): Complaint | null =>
  maturityDate > today
    ? null
    : { code: 'OUT_OF_RANGE', message: `${shown(maturityDate)} is not after today, ${today}` };
