import { type DemoBook, demoBooks } from '../../src/demo/demo-book.ts';
import { loansCsv, ratingHistoryCsv } from '../../src/demo/demo-csv.ts';
import { isCalendarDay } from '../../src/platform/calendar.ts';
import { covenantBreaches } from '../../src/subgraphs/credit/loan/covenants.ts';
import type { LoanValues } from '../../src/subgraphs/credit/loan/loan-fields.ts';
import { notchOf } from '../../src/subgraphs/credit/rating/rating-scale.ts';

const TODAY = '2026-03-15';
const books = demoBooks(TODAY);
const loans = books.flatMap((book) => book.loans);
const bookNames = books.map((book) => [book.plan.name, book] as const);

const countOf = (test: (loan: LoanValues) => boolean) => loans.filter(test).length;
const textsOf = (all: DemoBook[]) => all.map((book) => loansCsv(book) + ratingHistoryCsv(book)).join('');

test('three books of 50, 250 and 1,000 loans', () => {
  expect(books.map(({ plan, loans }) => [plan.name, loans.length])).toEqual([
    ['Corporate Loans', 50],
    ['Mid-Market Lending', 250],
    ['SME Book', 1000],
  ]);
  expect(new Set(loans.map(({ loanId }) => loanId)).size).toBe(1300);
});

test('the same day gives the same text; another day moves the days only', () => {
  expect(textsOf(demoBooks(TODAY))).toBe(textsOf(books));
  const later = demoBooks('2027-11-30').flatMap((book) => book.loans);
  const undated = (all: LoanValues[]) => all.map((loan) => ({ ...loan, maturityDate: '' }));
  expect(undated(later)).toEqual(undated(loans));
  expect(later.map(({ maturityDate }) => maturityDate)).not.toEqual(
    loans.map(({ maturityDate }) => maturityDate),
  );
});

test.each(['2024-02-29', '2025-12-31', '2026-01-01', '2026-04-01'])('%s: every day exists', (today) => {
  const all = demoBooks(today);
  const days = all.flatMap(({ loans, history }) => [
    ...loans.map(({ maturityDate }) => maturityDate),
    ...history.map(({ snapshotDate }) => snapshotDate),
  ]);
  expect(days.filter((day) => !isCalendarDay(day))).toEqual([]);
});

test('what a lender meets: each a little, none too much', () => {
  expect(countOf(({ status }) => status === 'WATCH_LIST')).toBeGreaterThan(50);
  expect(countOf(({ status }) => status === 'NON_PERFORMING')).toBeGreaterThan(10);
  expect(countOf(({ status }) => status === 'DEFAULTED')).toBeGreaterThan(5);
  expect(countOf(({ status }) => status === 'DEFAULTED')).toBeLessThan(40);
  expect(countOf(({ creditRating }) => creditRating === null)).toBeGreaterThan(30);
  expect(countOf(({ country }) => country === null)).toBeGreaterThan(15);
  expect(countOf(({ debtToEquity }) => debtToEquity === null)).toBeGreaterThan(20);
  expect(countOf(({ debtToEquity }) => Number(debtToEquity) < 0)).toBeGreaterThan(0);
  expect(countOf(({ borrowerGroup }) => borrowerGroup !== null)).toBeGreaterThan(50);
  expect(countOf(({ maturityDate }) => maturityDate < TODAY)).toBeGreaterThan(10);
  expect(countOf(({ maturityDate }) => maturityDate > '2035-03-15')).toBeGreaterThan(20);
  expect(new Set(loans.map(({ sector }) => sector)).size).toBe(12);
  expect(new Set(loans.map(({ country }) => country)).size).toBe(13);
});

test.each(bookNames)('%s has breaches, watch-list and unrated loans', (_name, { loans }) => {
  const inBreach = loans.filter((loan) => covenantBreaches(loan).length > 0).length;
  expect(inBreach).toBeGreaterThan(loans.length * 0.05);
  expect(inBreach).toBeLessThan(loans.length * 0.3);
  expect(loans.some(({ status }) => status === 'WATCH_LIST')).toBe(true);
  expect(loans.some(({ creditRating }) => creditRating === null)).toBe(true);
});

test('D is the grade of the defaulted, and of nobody else', () => {
  for (const { creditRating, status } of loans) expect(creditRating === 'D').toBe(status === 'DEFAULTED');
});

test('amounts are whole thousands, none beyond a plain size', () => {
  const amounts = loans.map(({ amount }) => Number(amount));
  expect(amounts.filter((amount) => amount % 1000 !== 0)).toEqual([]);
  expect(Math.min(...amounts)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...amounts)).toBeLessThan(100_000_000);
});

test('grades centre on BBB and BB, and a worse grade pays more', () => {
  const meanRate = (from: number, to: number) => {
    const rates = loans
      .filter(
        ({ creditRating }) => creditRating && notchOf(creditRating) >= from && notchOf(creditRating) <= to,
      )
      .map(({ rate }) => Number(rate));
    return {
      share: rates.length / loans.length,
      mean: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    };
  };
  const [better, middle, worse] = [meanRate(0, 6), meanRate(7, 12), meanRate(13, 20)];
  expect(middle?.share).toBeGreaterThan(0.6);
  expect(better!.mean).toBeLessThan(middle!.mean);
  expect(middle!.mean).toBeLessThan(worse!.mean);
});

test.each(bookNames)('%s: a name is one borrower, the same on all its loans', (_name, { loans }) => {
  const facts = new Map<string, string>();
  for (const { borrower, sector, country, creditRating, status, borrowerGroup } of loans) {
    const fact = JSON.stringify([sector, country, creditRating, status, borrowerGroup]);
    expect(facts.get(borrower) ?? fact).toBe(fact);
    facts.set(borrower, fact);
  }
  expect(facts.size).toBeLessThan(loans.length);
  expect(facts.size).toBeGreaterThan(loans.length / 2);
});

test('no borrower is in two books, no two groups share a first word', () => {
  const inBooks = books.flatMap(({ loans }) => [...new Set(loans.map(({ borrower }) => borrower))]);
  expect(new Set(inBooks).size).toBe(inBooks.length);
  const groupOf = new Map<string, string | null>();
  for (const { borrower, borrowerGroup } of loans) {
    const stem = borrower.split(' ')[0]!;
    expect(groupOf.get(stem) ?? borrowerGroup).toBe(borrowerGroup);
    groupOf.set(stem, borrowerGroup);
  }
});
