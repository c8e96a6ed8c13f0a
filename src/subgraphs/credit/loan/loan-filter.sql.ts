import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { containing } from '../../../platform/database/like.ts';
import { badUserInput } from '../../../platform/errors.ts';
import type { LoanFilter } from './loan-filter.type.ts';

type Condition = RawBuilder<SqlBool>;
type Expression = RawBuilder<unknown>;
type Given = NonNullable<unknown>;

const MAX_DEPTH = 5;
const MAX_LIST_ENTRIES = 500;

/** Loans at the default covenant thresholds, word for word as the index `loans_in_breach` has them. */
export const IN_BREACH = sql<SqlBool>`(l.debt_to_equity > 3.5 or l.debt_to_equity < 0 or l.interest_coverage < 2.5
  or l.leverage_ratio > 4.0 or l.leverage_ratio < 0)`;

/** A stored loan's PD: that of its grade in the tenant's table. */
const STORED_PD = sql<string | null>`(
  select dr.default_probability from default_rates dr
  where dr.tenant_id = l.tenant_id and dr.credit_rating = l.credit_rating)`;

const oneOf = (column: string, type: string) => (values: Given) =>
  (values as unknown[]).length > 0
    ? sql<SqlBool>`${sql.ref(`l.${column}`)} = any(${values}::${sql.raw(type)}[])`
    : sql<SqlBool>`true`;
const from = (column: string) => (value: Given) => sql<SqlBool>`${sql.ref(`l.${column}`)} >= ${value}`;
const to = (column: string) => (value: Given) => sql<SqlBool>`${sql.ref(`l.${column}`)} <= ${value}`;
/** Null counts as "does not hold", so that `false` is the exact opposite of `true`. */
const either = (condition: Condition) => (wanted: Given) =>
  wanted ? condition : sql<SqlBool>`(${condition}) is not true`;

const CONDITIONS: {
  [Name in Exclude<keyof LoanFilter, 'and' | 'or' | 'not'>]-?: (value: Given, pd: Expression) => Condition;
} = {
  loanId: oneOf('loan_id', 'text'),
  creditRating: oneOf('credit_rating', 'credit_rating'),
  unrated: (wanted, pd) => either(sql`${pd} is null`)(wanted),
  sector: oneOf('sector', 'text'),
  status: oneOf('status', 'loan_status'),
  country: oneOf('country', 'text'),
  borrower: oneOf('borrower', 'text'),
  borrowerGroup: oneOf('borrower_group', 'text'),
  search: (text) => {
    const pattern = containing(text as string);
    return sql`(l.loan_id ilike ${pattern} or l.borrower ilike ${pattern})`;
  },
  amountFrom: from('amount'),
  amountTo: to('amount'),
  rateFrom: from('rate'),
  rateTo: to('rate'),
  maturityFrom: from('maturity_date'),
  maturityTo: to('maturity_date'),
  // A float names the decimal that prints like it: 0.1 is the tenth, not the nearest binary fraction.
  pdFrom: (lowest, pd) => sql`${pd} >= ${String(lowest)}::numeric`,
  pdTo: (highest, pd) => sql`${pd} <= ${String(highest)}::numeric`,
  updatedFrom: from('updated_at'),
  // The graph shows instants to the millisecond: what it shows as this instant is included.
  updatedTo: (instant) => sql`l.updated_at < ${instant}::timestamptz + interval '1 millisecond'`,
  inBreach: either(IN_BREACH),
};

export interface FilterPlace {
  /** Where the filter stands in the arguments. */
  path?: (string | number)[];
  /** The loan's PD, where the loans are no plain rows of the table. */
  pd?: Expression;
}

/** The loans (alias `l`) that a filter selects. Throws BAD_USER_INPUT for one that is too deep or too long. */
export function loansThat(
  filter: LoanFilter | null | undefined,
  { path = ['filter'], pd = STORED_PD }: FilterPlace = {},
): Condition {
  if (!filter) return sql<SqlBool>`true`;
  const size = { entries: 0 };
  const condition = translate(filter, 1, { path, pd }, size);
  if (size.entries > MAX_LIST_ENTRIES) {
    throw badUserInput([
      { path, message: `Its lists hold ${size.entries} entries; at most ${MAX_LIST_ENTRIES}.` },
    ]);
  }
  return condition;
}

function translate(
  filter: LoanFilter,
  depth: number,
  place: Required<FilterPlace>,
  size: { entries: number },
): Condition {
  if (depth > MAX_DEPTH) {
    throw badUserInput([{ path: place.path, message: `Nested more than ${MAX_DEPTH} deep.` }]);
  }
  const conditions: Condition[] = [];
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const value = filter[name as keyof typeof CONDITIONS];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) size.entries += value.length;
    conditions.push(condition(value, place.pd));
  }
  const inner = (nested: LoanFilter) => translate(nested, depth + 1, place, size);
  const { and, or, not } = filter;
  if (and) size.entries += and.length;
  if (or) size.entries += or.length;
  if (and?.length) conditions.push(sql`(${sql.join(and.map(inner), sql` and `)})`);
  if (or?.length) conditions.push(sql`(${sql.join(or.map(inner), sql` or `)})`);
  if (not) conditions.push(sql`(${inner(not)}) is not true`);
  return conditions.length > 0 ? sql<SqlBool>`(${sql.join(conditions, sql` and `)})` : sql<SqlBool>`true`;
}
