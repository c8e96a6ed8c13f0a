import { toMoney, toRate } from '../../../platform/decimal.ts';
import { badUserInput } from '../../../platform/errors.ts';
import type { FieldComplaint } from '../fields/field-rule.ts';
import type { LoanInput, UpdateLoanInput } from './loan.input.ts';
import {
  LOAN_FIELDS,
  type LoanField,
  type LoanValues,
  maturedAlready,
  parseLoanFields,
} from './loan-fields.ts';

const FIELDS = Object.keys(LOAN_FIELDS) as LoanField[];

/** Numbers as the database writes them: otherwise `5` for `5.00` would look like a change in the audit trail. */
const AS_STORED: Partial<Record<LoanField, (value: string) => string>> = {
  amount: toMoney,
  rate: toRate,
  debtToEquity: toRate,
  interestCoverage: toRate,
  leverageRatio: toRate,
};

/** A loan that was typed by hand, as it is stored; throws BAD_USER_INPUT with all that is wrong. */
export function newLoan(input: LoanInput, today: string): LoanValues {
  const matured = maturedAlready(input.maturityDate, today);
  return valuesOf(input, FIELDS, matured ? [{ field: 'maturityDate', ...matured }] : []);
}

/** The fields that were given, as they are stored; throws BAD_USER_INPUT with all that is wrong. */
export function loanChanges({ expectedVersion: _, ...input }: UpdateLoanInput): Partial<LoanValues> {
  return valuesOf(
    input,
    FIELDS.filter((field) => input[field] !== undefined),
  );
}

function valuesOf(input: object, fields: LoanField[], more: FieldComplaint<LoanField>[] = []): LoanValues {
  const { values, complaints } = parseLoanFields(input, fields);
  if (values !== null && more.length === 0) return asStored(values);
  const further = more.filter(({ field }) => !complaints.some((complaint) => complaint.field === field));
  throw badUserInput(
    [...complaints, ...further].map(({ field, message }) => ({ path: ['input', field], message })),
  );
}

const asStored = (values: LoanValues): LoanValues =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => {
      const show = AS_STORED[field as LoanField];
      return [field, show && value !== null ? show(value) : value];
    }),
  ) as unknown as LoanValues;
