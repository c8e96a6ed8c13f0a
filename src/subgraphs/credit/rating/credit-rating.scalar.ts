import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { parseRatingOrWithdrawn, type RatingOrWithdrawn } from './rating-scale.ts';

function parse(value: unknown): RatingOrWithdrawn {
  const rating = typeof value === 'string' ? parseRatingOrWithdrawn(value) : null;
  if (rating) return rating;
  throw new GraphQLError(
    `CreditRating: ${JSON.stringify(value)?.slice(0, 60)} is not a grade. Grades: AAA, AA+ … CCC-, CC, C, D.`,
  );
}

export const CreditRatingScalar = new GraphQLScalarType<string, string>({
  name: 'CreditRating',
  description:
    'One of the 22 grades, best first: AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, BB+, BB, BB-, B+, B, B-, CCC+, CCC, CCC-, CC, C, D. A rating history also holds NR (withdrawn).',
  serialize: (value) => String(value),
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.STRING || node.kind === Kind.ENUM ? node.value : null),
});
