import type { RawBuilder } from 'kysely';
import type { Decimal } from '../../../../platform/decimal.ts';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import type { ScopeArgs } from '../scope.ts';
import type { LineageUnitName } from './lineage-unit.ts';

/**
 * A number that is a sum over loans, divided by something that is the same for all of them: so each loan adds its
 * own share, and the shares make the number again.
 */
export interface Figure<Args extends ScopeArgs> {
  /** In symbols: E is a loan's amount, r its rate, T the sum of the amounts. */
  formula: string;
  /** Where the formula is from; null: it is plain arithmetic. */
  source: string | null;
  unit: LineageUnitName;
  /** What the formula takes of a loan, by its name. */
  terms: Record<string, Term<Args>>;
  /** What a loan `l` adds before the division, exact; null: it does not enter. */
  adds(args: Args): RawBuilder<unknown>;
  /** What the sum is divided by; 1 unless given, and where it is 0 there is no number. */
  divisor?(totals: FigureTotals): Decimal | string | number;
  /** What `FigureTotals.weight` sums up; the amount unless given. */
  weight?: RawBuilder<unknown>;
  /** The loans, where they are others than those of the analytic. */
  rows?: TracedRows<Args>;
  /** What pulls a score down stands first. */
  leastFirst?: boolean;
}

/** A value of a loan `l`, and where in the graph it comes from: coordinates such as `Loan.amount`. */
export interface Term<Args> {
  inputs(args: Args): string[];
  unit: LineageUnitName | null;
  of(args: Args): RawBuilder<unknown>;
}

/** Over the loans that enter: exact decimals as text. */
export interface FigureTotals {
  rowCount: number;
  sum: string;
  weight: string;
}

/**
 * The loans `l` of scopes as a relation: a book, and `part`, the text by which an analytic of several parts (groups,
 * buckets, months) tells them apart. Parts that nobody asked for may be left out.
 */
export type TracedRows<Args> = (
  scopes: string[],
  args: Args,
  parts: string[],
  context: GraphContext,
) => RawBuilder<unknown> | Promise<RawBuilder<unknown>>;
