import { sql } from 'kysely';
import { CREDIT_RATINGS, ratingFactor } from './rating-scale.ts';

/** The rating factor of each grade, to be joined to the loans: `f.grade`, `f.factor`. */
export const RATING_FACTORS = sql`unnest(${[...CREDIT_RATINGS]}::credit_rating[], ${CREDIT_RATINGS.map(ratingFactor)}::int[]) f(grade, factor)`;
