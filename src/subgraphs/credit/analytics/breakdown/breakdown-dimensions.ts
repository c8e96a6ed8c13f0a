import { type RawBuilder, sql } from 'kysely';
import { toGlobalId } from '../../../../platform/graphql/global-id.ts';
import { maturityBuckets, PAST_MATURITY } from '../maturity/maturity-buckets.ts';
import type { LoanDimension } from './breakdown.input.ts';

export type LoanDimensionName = keyof typeof LoanDimension;

interface Dimension {
  /** What loans `l` are grouped by: of a type whose own order is the order of the groups, best or earliest first. */
  value(asOf: string): RawBuilder<unknown>;
  /** The key of a group from its value in text; the text itself unless given. */
  keyOf?(value: string, asOf: string): string;
}

/** The classes of grades, and the first grade of each class but the best. */
const RATING_CLASSES = ['Investment Grade', 'BB', 'B', 'CCC and below', 'Unrated'];
const CLASS_STARTS = sql`array['BB+', 'B+', 'CCC+']::credit_rating[]`;

/** In code points: the same order in every database. */
const text = (column: string): Dimension => ({ value: () => sql`${sql.ref(`l.${column}`)} collate "C"` });

export const DIMENSIONS: Record<LoanDimensionName, Dimension> = {
  SECTOR: text('sector'),
  COUNTRY: text('country'),
  CREDIT_RATING: { value: () => sql`l.credit_rating` },
  RATING_CLASS: {
    value: () => sql`coalesce(width_bucket(l.credit_rating, ${CLASS_STARTS}), 4)`,
    keyOf: (place) => RATING_CLASSES[Number(place)] as string,
  },
  STATUS: { value: () => sql`l.status` },
  BORROWER: text('borrower'),
  BORROWER_GROUP: text('borrower_group'),
  MATURITY_YEAR: { value: () => sql`to_char(l.maturity_date, 'YYYY') collate "C"` },
  MATURITY_BUCKET: {
    value: (asOf) => {
      const starts = maturityBuckets(asOf).map(({ from }) => from);
      return sql`width_bucket(l.maturity_date, ${starts}::date[])`;
    },
    keyOf: (place, asOf) => maturityBuckets(asOf)[Number(place) - 1]?.label ?? PAST_MATURITY,
  },
  PORTFOLIO: { value: () => sql`l.portfolio_id`, keyOf: (key) => toGlobalId('Portfolio', key) },
};
