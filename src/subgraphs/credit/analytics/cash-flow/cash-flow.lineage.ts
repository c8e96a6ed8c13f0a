import { sql } from 'kysely';
import { bookOf } from '../book/book.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT, MATURITY, RATE } from '../lineage/loan-terms.ts';
import type { ScopeArgs } from '../scope.ts';
import { maturingMonthsLoader } from './cash-flow.rows.ts';
import { CashFlowMonth } from './cash-flow.type.ts';

/** The loans in each of the months that are asked for, which are named by their first days. */
const inMonths: TracedRows<ScopeArgs> = (scopes, args, months, context) => sql`(
  select l.*, month.day::text as part, month.day as first_day,
    l.maturity_date < date_trunc('month', month.day::timestamp) + interval '1 month' as is_due
  from ${bookOf(scopes, args, context)} join unnest(${months}::date[]) month(day) on l.maturity_date >= month.day) l`;

const TERMS = { amount: AMOUNT, rate: RATE, maturityDate: MATURITY };
const INTEREST = sql`l.amount * l.rate`;

/** Twelfths of percent: what is divided last is not rounded before. */
const BY = 1200;

const FIGURES: Record<string, Figure<ScopeArgs>> = {
  TOTAL: {
    formula: 'Σ E·r / 100 / 12 over loans not matured before the month, and Σ E over loans that mature in it',
    source: null,
    unit: 'MONEY',
    terms: TERMS,
    adds: () => sql`${INTEREST} + case when l.is_due then l.amount * ${BY}::int else 0 end`,
    divisor: () => BY,
  },
  INTEREST: {
    formula: 'Σ E·r / 100 / 12 over loans not matured before the month',
    source: null,
    unit: 'MONEY',
    terms: TERMS,
    adds: () => INTEREST,
    divisor: () => BY,
  },
  PRINCIPAL: {
    formula: 'Σ E over loans that mature in the month',
    source: null,
    unit: 'MONEY',
    terms: { amount: AMOUNT, maturityDate: MATURITY },
    adds: () => sql`case when l.is_due then l.amount end`,
  },
};

export const CashFlowLineageResolver = lineageOf({
  type: () => CashFlowMonth,
  figures: FIGURES,
  names: figureNames('CashFlowMonthFigure', FIGURES),
  readBy: maturingMonthsLoader,
  rows: inMonths,
  part: ({ month }: CashFlowMonth) => month,
});
