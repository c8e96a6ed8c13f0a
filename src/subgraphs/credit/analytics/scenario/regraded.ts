import { sql } from 'kysely';
import type { Changes } from '../book/book-columns.ts';

/**
 * What a change of grade brings: `there` is the line of the tenant's table that the loan moves to, joined only where
 * the grade changes. Elsewhere, and for what that line leaves open, the loan keeps what it has.
 */
export const REGRADED = {
  credit_rating: sql`coalesce(there.credit_rating, l.credit_rating)`,
  pd: sql`coalesce(there.default_probability, l.pd)`,
  lgd: sql`coalesce(1 - there.recovery_rate, l.lgd)`,
  risk_weight: sql`coalesce(there.risk_weight, l.risk_weight)`,
} satisfies Changes;
