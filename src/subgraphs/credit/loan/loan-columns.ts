import { LOAN_FIELDS, type LoanField } from './loan-fields.ts';

const COLUMN_OF_FIELD = (Object.keys(LOAN_FIELDS) as LoanField[]).map(
  (field) => [field, LOAN_FIELDS[field].column] as const,
);

/** A loan may have no grade, but a file without the column is more likely wrong than a book without grades. */
const isRequired = (field: LoanField): boolean => LOAN_FIELDS[field].required || field === 'creditRating';

const columnsOf = (fields: typeof COLUMN_OF_FIELD): readonly string[] => fields.map(([, column]) => column);

export const LOAN_COLUMNS = {
  required: columnsOf(COLUMN_OF_FIELD.filter(([field]) => isRequired(field))),
  optional: columnsOf(COLUMN_OF_FIELD.filter(([field]) => !isRequired(field))),
};
