import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';

const hhi = (groups: string) =>
  `Herfindahl-Hirschman index of the exposure by ${groups}: the sum of the squared shares, from 1/n to 1. Null of an empty selection.`;

@ObjectType({ description: 'How much of the exposure rests on how few. All shares are fractions.' })
export class Concentration {
  @Field(() => Float, { nullable: true, description: hhi('borrower, summed over its loans') })
  singleNameHhi!: number | null;

  @Field(() => Float, { nullable: true, description: hhi('sector') })
  sectorHhi!: number | null;

  @Field(() => Float, { nullable: true, description: hhi('country, a missing one being a group') })
  countryHhi!: number | null;

  @Field(() => Float, { nullable: true, description: hhi('grade, a missing one being a group') })
  ratingHhi!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: hhi('borrower group, a borrower without one being its own'),
  })
  borrowerGroupHhi!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      '1 / singleNameHhi: as many equal borrowers would be as concentrated. Null of an empty selection.',
  })
  effectiveNames!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Gini coefficient over borrowers, from 0 (all equal) towards 1: 1 + (1 − 2·Σ i·wᵢ)/n with the shares w descending. Null of an empty selection.',
  })
  gini!: number | null;
}

@ObjectType({ description: 'A borrower and all that it owes.' })
export class TopExposure {
  @Field(() => String, { description: 'The borrower.' })
  borrower!: string;

  @Field(() => DecimalScalar, { description: 'The sum of the amounts of its loans, money at 2 places.' })
  exposure!: string;

  @Field(() => Float, { description: 'Of the total exposure, a fraction.' })
  share!: number;

  @Field(() => Int, { description: 'How many loans it has.' })
  loanCount!: number;
}
