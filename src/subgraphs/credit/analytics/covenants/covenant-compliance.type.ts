import { Field, Int, ObjectType } from 'type-graphql';
import { listSize } from '../../../../platform/graphql/limit.directives.ts';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { connectionOf } from '../../../../platform/paging/connection.type.ts';
import { CovenantBreach, CovenantCount } from './covenants.type.ts';

@ObjectType({
  description:
    'How far the loans keep their covenants. Only a value beyond its limit, or a negative debt/equity or leverage, is a breach. A missing ratio is untested: neither breach nor compliance.',
})
export class CovenantCompliance {
  @Field(() => Int, {
    description: 'debtToEquityBreaches, interestCoverageBreaches and leverageBreaches added.',
  })
  totalBreaches!: number;

  @Field(() => Int, { description: 'Loans whose debt over equity is above the limit or negative.' })
  debtToEquityBreaches!: number;

  @Field(() => Int, { description: 'Loans whose interest coverage is below the limit.' })
  interestCoverageBreaches!: number;

  @Field(() => Int, { description: 'Loans whose leverage is above the limit or negative.' })
  leverageBreaches!: number;

  @Field(() => Int, { description: 'Loans with at least one breach.' })
  loansInBreach!: number;

  @Field(() => Int, { description: 'Loans with at least two breaches.' })
  loansInMultipleBreach!: number;

  @Field(() => DecimalScalar, {
    description: 'The sum of the amounts of the loans in breach, money at 2 places.',
  })
  breachedExposure!: string;

  @listSize({ assumedSize: 3 })
  @Field(() => [CovenantCount], {
    description: 'For each of the three covenants the loans whose ratio is missing.',
  })
  untested!: CovenantCount[];
}

@ObjectType({
  description:
    'A loan and its breaches. `loan` is the stored loan; the other fields are the values as computed, shocks included.',
})
export class BreachedLoan {
  @Field(() => String, { description: "The lender's own number." })
  loanId!: string;

  @Field(() => String, { description: 'Who owes it.' })
  borrower!: string;

  @Field(() => DecimalScalar, { description: 'Its amount, money at 2 places.' })
  exposure!: string;

  @listSize({ assumedSize: 3 })
  @Field(() => [CovenantBreach], { description: 'Debt over equity first, then coverage, then leverage.' })
  breaches!: CovenantBreach[];
}

export const { ConnectionType: BreachedLoanConnection, ConnectionResolver: BreachedLoanConnectionResolver } =
  connectionOf('BreachedLoan', () => BreachedLoan);
