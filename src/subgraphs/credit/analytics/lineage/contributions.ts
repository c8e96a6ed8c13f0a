import { Decimal } from '../../../../platform/decimal.ts';
import type { Contribution, Contributions } from './contributions.rows.ts';
import type { Figure, FigureTotals } from './figure.ts';
import type { Contributor } from './lineage.type.ts';
import { inUnit } from './lineage-unit.ts';

type Formula = Pick<Figure<never>, 'divisor' | 'unit'> & { terms: Record<string, Pick<Term, 'unit'>> };
type Term = Figure<never>['terms'][string];

/** The number that the loans make; null where it would be a ratio of nothing. */
export function totalOf({ divisor, unit }: Formula, totals: FigureTotals): string | null {
  const by = new Decimal(divisor?.(totals) ?? 1);
  return by.isZero() ? null : inUnit(new Decimal(totals.sum).div(by), unit);
}

/**
 * The loans with what each adds, rounded on its own. What they add up to is rounded after it is added: behind the last
 * loan stands the number itself, to its last digit.
 */
export function contributorsOf(
  figure: Formula,
  { totals, loans }: Contributions,
): (Contributor & { key: string | null })[] {
  const by = figure.divisor?.(totals) ?? 1;
  const whole = new Decimal(totals.sum);
  const shown = (added: Decimal) => inUnit(added.div(by), figure.unit);
  let sum = new Decimal(0);
  return loans.map((loan) => {
    const added = new Decimal(loan.added);
    sum = sum.plus(added);
    return {
      ...{ key: loan.key, loanId: loan.loanId, borrower: loan.borrower },
      amount: shown(added),
      share: whole.isZero() ? null : added.div(whole).toNumber(),
      runningTotal: shown(sum),
      values: valuesOf(figure, loan),
    };
  });
}

const valuesOf = ({ terms }: Formula, { values }: Contribution) =>
  Object.entries(terms).map(([name, { unit }], place) => ({ name, value: values[place] ?? null, unit }));
