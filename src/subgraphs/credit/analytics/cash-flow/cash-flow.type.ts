import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../../../platform/graphql/scalars.ts';

@ObjectType({
  description:
    'What the loans pay in a month, every loan paying its principal at maturity. The first month runs from asOf to its end, the next are calendar months. Matured loans give nothing.',
})
export class CashFlowMonth {
  @Field(() => DateScalar, { description: "The month's first day; asOf itself for the first month." })
  month!: string;

  @Field(() => DecimalScalar, {
    description: 'Σ amount · rate / 100 / 12 over loans not matured before that day, money at 2 places.',
  })
  interest!: string;

  @Field(() => DecimalScalar, { description: 'Amounts of the loans that mature in it, money at 2 places.' })
  principal!: string;

  @Field(() => DecimalScalar, {
    description: 'interest + principal, added before they are rounded, money at 2 places.',
  })
  total!: string;
}
