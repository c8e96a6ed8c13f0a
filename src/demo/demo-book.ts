import type { LoanValues } from '../subgraphs/credit/loan/loan-fields.ts';
import type { RatingOrWithdrawn } from '../subgraphs/credit/rating/rating-scale.ts';
import { BOOK_PLANS, type BookPlan } from './book-plans.ts';
import { type Borrower, borrowerSource } from './borrower.ts';
import { drawMaturity, drawOverdueMaturity, quarterStartsBefore } from './calendar-draws.ts';
import { type CompanyNames, companyNames } from './company-names.ts';
import { drawRate } from './credit-quality.ts';
import { chance, integer, logNormal, pickWeighted, type Random, seededRandom } from './random.ts';
import { QUARTERS } from './rating-path.ts';

export interface RatingSnapshot {
  loanId: string;
  snapshotDate: string;
  creditRating: RatingOrWithdrawn;
}

export interface DemoBook {
  plan: BookPlan;
  loans: LoanValues[];
  history: RatingSnapshot[];
}

/** Begins the names; each book has a seed of its own. */
const NAMES_SEED = 2026;
const LOANS_PER_BORROWER = [
  [1, 70],
  [2, 20],
  [3, 8],
  [4, 2],
] as const;
const SMALLEST_AMOUNT = 10_000;
const OVERDUE_SHARE = { sound: 0.01, troubled: 0.15 };
/** A loan this young or a snapshot lost leaves a gap in the history. */
const YOUNG_SHARE = 0.1;
const LOST_SHARE = 0.01;

/** The three books of the demo. Nothing in them depends on anything but the day. */
export function demoBooks(today: string): DemoBook[] {
  const names = companyNames(seededRandom(NAMES_SEED));
  return BOOK_PLANS.map((plan) => demoBook(plan, names, today));
}

function demoBook(plan: BookPlan, names: CompanyNames, today: string): DemoBook {
  const random = seededRandom(plan.seed);
  const nextBorrower = borrowerSource(random, names, plan.meanNotch);
  const book: DemoBook = { plan, loans: [], history: [] };
  while (book.loans.length < plan.loanCount) addLoansTo(book, nextBorrower(), random, today);
  return book;
}

function addLoansTo(book: DemoBook, borrower: Borrower, random: Random, today: string): void {
  const room = book.plan.loanCount - book.loans.length;
  const count = Math.min(pickWeighted(random, LOANS_PER_BORROWER), room);
  for (let added = 0; added < count; added++) {
    const loanId = `${book.plan.prefix}-${String(book.loans.length + 1).padStart(4, '0')}`;
    book.loans.push(drawLoan(loanId, borrower, book.plan, random, today));
    book.history.push(...drawHistory(loanId, borrower, random, today));
  }
}

function drawLoan(
  loanId: string,
  borrower: Borrower,
  plan: BookPlan,
  random: Random,
  today: string,
): LoanValues {
  const { name, group, grade, notch, ratings: _, ...shared } = borrower;
  const overdue = shared.status === 'PERFORMING' ? OVERDUE_SHARE.sound : OVERDUE_SHARE.troubled;
  const amount = Math.max(logNormal(random, plan.medianAmount, plan.amountSpread), SMALLEST_AMOUNT);
  return {
    ...shared,
    loanId,
    borrower: name,
    borrowerGroup: group,
    amount: String(Math.round(amount / 1000) * 1000),
    rate: drawRate(random, notch),
    maturityDate: chance(random, overdue) ? drawOverdueMaturity(random, today) : drawMaturity(random, today),
    creditRating: grade,
  };
}

function drawHistory(loanId: string, { ratings }: Borrower, random: Random, today: string): RatingSnapshot[] {
  const days = quarterStartsBefore(today, QUARTERS);
  const quartersOnBook = chance(random, YOUNG_SHARE) ? integer(random, 2, QUARTERS - 1) : QUARTERS;
  return ratings
    .slice(0, quartersOnBook)
    .map((creditRating, index) => ({ loanId, snapshotDate: days[index]!, creditRating }))
    .filter(() => !chance(random, LOST_SHARE))
    .reverse();
}
