import { type SqlBool, sql } from 'kysely';
import { toMoney } from '../../../../platform/decimal.ts';
import type { SortKey } from '../../../../platform/paging/keyset.ts';
import { pagedList } from '../../../../platform/paging/paged-list.ts';
import {
  type Covenant,
  type CovenantRatios,
  type CovenantThresholds,
  covenantBreaches,
} from '../../loan/covenants.ts';
import { IN_BREACH } from '../../loan/loan-filter.sql.ts';
import { bookOfParent } from '../book/book.ts';
import type { ScopeArgs } from '../scope.ts';
import type { BreachedLoan } from './covenant-compliance.type.ts';
import { areDefault, breachCount, breachTests, type CovenantLimits } from './covenants.sql.ts';

export interface BreachedLoansQuestion extends Omit<ScopeArgs, 'asOf'> {
  limits: CovenantLimits;
  /** Of which a loan must break one. */
  covenants: Covenant[];
  /** Of all three, 1 to 3. */
  minBreaches: number;
}

/** A loan in breach; `key` is that of the stored loan, null for one that a scenario added. */
export type BreachedLoanRow = BreachedLoan & { key: string | null };

/** A loan with its ratios, and the limits that they are held against. */
type ListRecord = CovenantRatios & CovenantThresholds & BreachedLoanRow & { amount: string };

/** The loans in breach of a scope, by its name: largest exposure first, ties by loanId. */
export const breachedLoansByScope = pagedList<BreachedLoansQuestion, BreachedLoanRow>({
  query: ({ filter, scenario, limits, covenants, minBreaches }, context) => {
    const tests = breachTests(limits);
    const wanted = sql.join(
      covenants.map((covenant) => tests[covenant]),
      sql` or `,
    );
    // Says nothing new, but in the words of an index.
    const indexed = areDefault(limits) && scenario.length === 0 ? IN_BREACH : sql`true`;
    return {
      select: sql`l.id::text as key, l.loan_id as "loanId", l.borrower, l.amount,
        l.debt_to_equity as "debtToEquity", l.interest_coverage as "interestCoverage",
        l.leverage_ratio as "leverageRatio", ${limits.maxDebtToEquity}::text as "maxDebtToEquity",
        ${limits.minInterestCoverage}::text as "minInterestCoverage", ${limits.maxLeverage}::text as "maxLeverage"`,
      from: bookOfParent({ filter, scenario }, context),
      where: sql<SqlBool>`(${wanted}) and ${breachCount(tests)} >= ${minBreaches} and ${indexed}`,
      keys: LARGEST_FIRST,
    };
  },
  toRow: (record) => {
    const loan = record as unknown as ListRecord;
    const { key, loanId, borrower, amount } = loan;
    return { key, loanId, borrower, exposure: toMoney(amount), breaches: covenantBreaches(loan, loan) };
  },
});

/** A loan that a scenario added has no id, but no other of its number beside it in the portfolio. */
const LARGEST_FIRST: SortKey[] = [
  { expression: sql`l.amount`, type: 'numeric', direction: 'desc' },
  { expression: sql`l.loan_id`, type: 'text', direction: 'asc' },
  { expression: sql`l.id`, type: 'bigint', direction: 'asc', nullable: true },
];
