import { Arg, Field, ID, ObjectType, Resolver, registerEnumType, Subscription } from 'type-graphql';
import { serviceUnavailable } from '../../../platform/errors.ts';
import { Portfolio } from './portfolio.type.ts';

const ChangeKind = {
  LOANS: 'LOANS',
  RATINGS: 'RATINGS',
  PORTFOLIO: 'PORTFOLIO',
  DELETED: 'DELETED',
  DEFAULT_RATES: 'DEFAULT_RATES',
} as const;

registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What changed.',
  valuesConfig: {
    LOANS: { description: 'Loans came, went or were changed.' },
    RATINGS: { description: 'Rating snapshots came or were changed.' },
    PORTFOLIO: { description: "The portfolio's own fields." },
    DELETED: { description: 'The portfolio is gone.' },
    DEFAULT_RATES: { description: "The tenant's default rates, and with them every risk figure." },
  },
});

@ObjectType({ description: 'Something of a portfolio changed.' })
export class PortfolioChange {
  @Field(() => Portfolio, { description: 'As it is now; once deleted, only its id can be read.' })
  portfolio!: Portfolio;

  @Field(() => ChangeKind, { description: 'What changed.' })
  kind!: keyof typeof ChangeKind;

  @Field(() => String, { description: "The portfolio's `dataVersion` after the change." })
  dataVersion!: string;
}

@Resolver()
export class PortfolioChangesResolver {
  @Subscription(() => PortfolioChange, {
    description: 'After commit, coalesced. Not served yet: it answers SERVICE_UNAVAILABLE.',
    subscribe: notServed,
  })
  portfolioChanged(
    @Arg('portfolioId', () => ID, { description: 'Which portfolio.' }) _portfolioId: string,
  ): PortfolioChange {
    // Over plain HTTP a subscription is executed without having been subscribed to.
    return notServed();
  }
}

function notServed(): never {
  throw serviceUnavailable('portfolioChanged is not served yet.');
}
