import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Portfolio } from './portfolio.type.ts';

export const ChangeKind = {
  LOANS: 'LOANS',
  RATINGS: 'RATINGS',
  PORTFOLIO: 'PORTFOLIO',
  DELETED: 'DELETED',
  DEFAULT_RATES: 'DEFAULT_RATES',
} as const;
export type ChangeKindName = keyof typeof ChangeKind;

registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What changed.',
  valuesConfig: {
    LOANS: { description: 'Loans came, went or were changed.' },
    RATINGS: { description: 'Rating snapshots came or were changed.' },
    PORTFOLIO: { description: "The portfolio's own fields." },
    DELETED: { description: 'The portfolio is gone. No event follows.' },
    DEFAULT_RATES: { description: "The tenant's default rates, and with them every risk figure." },
  },
});

@ObjectType({ description: 'Something of a portfolio changed.' })
export class PortfolioChange {
  @Field(() => Portfolio, {
    description:
      'As it is now. Once deleted: its own fields as they were last shown to this subscriber, without loans.',
  })
  portfolio!: Portfolio;

  @Field(() => ChangeKind, { description: 'What changed.' })
  kind!: ChangeKindName;

  @Field(() => String, {
    description:
      "The portfolio's `dataVersion` after the change, or after a later one that `portfolio` shows already. DEFAULT_RATES leaves it as it was.",
  })
  dataVersion!: string;
}
