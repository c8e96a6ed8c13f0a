import { badUserInput, type Issue } from '../../../platform/errors.ts';
import { decimalIn } from '../fields/decimal-field.ts';
import { parseGrade } from '../fields/field-parsers.ts';
import { type FieldRule, parseFields } from '../fields/field-rule.ts';
import { type CreditRating, notchOf, parseCreditRating } from '../rating/rating-scale.ts';
import type { CsvRow } from './csv-rows.ts';

/** What a tenant expects of a grade: fractions in decimal text, recovery and weight of the exposure. */
export interface DefaultRate {
  creditRating: CreditRating;
  defaultProbability: string;
  recoveryRate: string;
  riskWeight: string;
}

/** The heaviest weight of Basel is 12.5 (1250%); the rest is room for what a lender adds of its own. */
const MAX_RISK_WEIGHT = 100;
/** There are only 22 grades: more rows than this are some other file, not worth a complaint each. */
const MAX_RATE_ROWS = 1000;

const parseFraction = decimalIn({ maxDecimals: 6, from: 0, to: 1, example: '0.0125' });
const parseWeight = decimalIn({ maxDecimals: 6, from: 0, to: MAX_RISK_WEIGHT, example: '1.5' });

const RATE_FIELDS: Record<string, FieldRule> = {
  credit_rating: { column: 'credit_rating', required: true, parse: parseGrade },
  default_probability: { column: 'default_probability', required: true, parse: parseFraction },
  recovery_rate: { column: 'recovery_rate', required: true, parse: parseFraction },
  risk_weight: { column: 'risk_weight', required: true, parse: parseWeight },
};

const FIELDS = Object.keys(RATE_FIELDS);

export const DEFAULT_RATE_COLUMNS = { required: FIELDS };

/**
 * Reads a table of default rates, all or nothing: throws BAD_USER_INPUT with every complaint of every row, its
 * path `file`, row, column. Each grade at most once, at least one row. In the order of the rating scale.
 */
export async function readDefaultRates(pieces: AsyncIterable<CsvRow[]>): Promise<DefaultRate[]> {
  const rates: DefaultRate[] = [];
  const seen = new Set<string>();
  const issues: Issue[] = [];
  let rowCount = 0;
  for await (const rows of pieces) {
    rowCount += rows.length;
    if (rowCount > MAX_RATE_ROWS) throw badUserInput([{ path: ['file'], message: 'too many rows' }]);
    for (const row of rows) issues.push(...readRow(row, rates), ...repeatedGrade(row, seen));
  }
  if (rowCount === 0) issues.push({ path: ['file'], message: 'the file holds no default rate' });
  if (issues.length > 0) throw badUserInput(issues);
  return rates.sort((one, other) => notchOf(one.creditRating) - notchOf(other.creditRating));
}

/** Adds the row's rate to `rates`, or tells what is wrong with it. */
function readRow({ row, cells, complaint }: CsvRow, rates: DefaultRate[]): Issue[] {
  if (!cells) return [{ path: ['file', row], message: complaint.message }];
  const { values, complaints } = parseFields(RATE_FIELDS, cells, FIELDS);
  if (values) rates.push(rateOf(values));
  return complaints.map(({ field, message }) => ({ path: ['file', row, field], message }));
}

/** Also of a row that is wrong otherwise: its grade was meant. */
function repeatedGrade({ row, cells }: CsvRow, seen: Set<string>): Issue[] {
  const grade = parseCreditRating(cells?.credit_rating ?? '');
  if (!grade) return [];
  const isRepeated = seen.has(grade);
  seen.add(grade);
  return isRepeated ? [{ path: ['file', row, 'credit_rating'], message: `"${grade}" occurs twice` }] : [];
}

const rateOf = (values: Record<string, string | null>): DefaultRate => ({
  creditRating: values.credit_rating as CreditRating,
  defaultProbability: values.default_probability!,
  recoveryRate: values.recovery_rate!,
  riskWeight: values.risk_weight!,
});
