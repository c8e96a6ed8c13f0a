import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';

export const HealthLevel = { HEALTHY: 'HEALTHY', MONITOR: 'MONITOR', AT_RISK: 'AT_RISK' } as const;

registerEnumType(HealthLevel, {
  name: 'HealthLevel',
  description: 'A health score in a word.',
  valuesConfig: {
    HEALTHY: { description: 'A score of 75 or more.' },
    MONITOR: { description: 'A score from 50 to below 75.' },
    AT_RISK: { description: 'A score below 50.' },
  },
});

@ObjectType({
  description: 'Four marks and their mean, each from 0 to 100. Shares here count loans, not amounts.',
})
export class HealthScore {
  @Field(() => Float, {
    nullable: true,
    description:
      '0.30 performance + 0.30 quality + 0.25 concentration + 0.15 maturity. Null where one of them is null: without a loan, or without one that has a grade.',
  })
  score!: number | null;

  @Field(() => HealthLevel, { nullable: true, description: 'The score in a word. Null without a score.' })
  level!: keyof typeof HealthLevel | null;

  @Field(() => Float, {
    nullable: true,
    description: '100 · the share of loans that are PERFORMING. Null of an empty selection.',
  })
  performance!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The mean over loans with a grade of: A- and better 100, BBB+ 90, BBB 85, BBB- 80, BB+ 70, BB 60, BB- 50, B+ 35, B 25, B- 20, CCC+ 10, CCC 5, worse 0. Null without one.',
  })
  quality!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: '100 where singleNameHhi is below 0.15, 80 below 0.25, else 60. Null of an empty selection.',
  })
  concentration!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      '100 − 50 · the share of loans that mature at most 365 days after asOf, the matured included. Null of an empty selection.',
  })
  maturity!: number | null;
}
