import { Field, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from './credit-rating.scalar.ts';
import type { CreditRating } from './rating-scale.ts';

@ObjectType({ description: 'What a grade means to this tenant. Fractions at 6 places.' })
export class DefaultRate {
  @Field(() => CreditRatingScalar, { description: 'The grade.' })
  creditRating!: CreditRating;

  @Field(() => DecimalScalar, { description: 'Probability of default within a year (PD), from 0 to 1.' })
  defaultProbability!: string;

  @Field(() => DecimalScalar, {
    description: 'What is recovered after a default, from 0 to 1; LGD is 1 less this.',
  })
  recoveryRate!: string;

  @Field(() => DecimalScalar, {
    description: 'Risk weight: the share of the exposure that counts as risk-weighted.',
  })
  riskWeight!: string;
}
