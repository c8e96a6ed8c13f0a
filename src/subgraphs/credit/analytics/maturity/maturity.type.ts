import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listSize } from '../../../../platform/graphql/limit.directives.ts';
import { DateScalar, DecimalScalar } from '../../../../platform/graphql/scalars.ts';

@ObjectType({
  description: 'The loans that mature within a span of days: from `from` up to but not including `to`.',
})
export class MaturityBucket {
  @Field(() => String, { description: 'Its name.' })
  label!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Its first day; null where it has no start.' })
  from!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day after its last; null where it has no end.',
  })
  to!: string | null;

  @Field(() => Int, { description: 'How many loans.' })
  loanCount!: number;

  @Field(() => DecimalScalar, { description: 'The sum of their amounts, money at 2 places.' })
  exposure!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the total exposure, a fraction. Null of an empty selection.',
  })
  share!: number | null;
}

@ObjectType({ description: 'When the loans fall due, seen from asOf.' })
export class MaturityProfile {
  @Field(() => Float, {
    nullable: true,
    description:
      'The mean of the months (365.25 / 12 days) to maturity weighted by amount, over loans not matured on asOf. Null without one.',
  })
  weightedAverageMonths!: number | null;

  @Field(() => MaturityBucket, {
    description: 'The loans that matured before asOf; it has no start and ends with asOf.',
  })
  pastMaturity!: MaturityBucket;

  @listSize({ assumedSize: 6 })
  @Field(() => [MaturityBucket], {
    description:
      'Six buckets in calendar months from asOf, month end clamped: 0–3, 3–6, 6–12, 12–24, 24–60, 60+. All are listed, the empty too.',
  })
  ladder!: MaturityBucket[];

  @listSize({ assumedSize: 40 })
  @Field(() => [MaturityBucket], {
    description:
      'The calendar quarters of maturity that hold a loan, matured or not, the earliest first; labels as in 2026-Q1.',
  })
  quarters!: MaturityBucket[];
}
