import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { constraint } from '../../../platform/graphql/limit.directives.ts';
import { DateScalar, DecimalScalar } from '../../../platform/graphql/scalars.ts';
import {
  type AmortizationMethod as AmortizationMethodName,
  MAX_TERM_MONTHS,
  type PaymentFrequency as PaymentFrequencyName,
} from './amortization.ts';

const AmortizationMethod: { [Name in AmortizationMethodName]: Name } = {
  STRAIGHT_LINE: 'STRAIGHT_LINE',
  ANNUITY: 'ANNUITY',
  BULLET: 'BULLET',
};
registerEnumType(AmortizationMethod, {
  name: 'AmortizationMethod',
  description: 'How a loan is paid off.',
  valuesConfig: {
    STRAIGHT_LINE: { description: 'Equal principal each time.' },
    ANNUITY: { description: 'Equal payments.' },
    BULLET: { description: 'Interest only, and all principal at the end.' },
  },
});

const PaymentFrequency: { [Name in PaymentFrequencyName]: Name } = {
  MONTHLY: 'MONTHLY',
  QUARTERLY: 'QUARTERLY',
  SEMI_ANNUAL: 'SEMI_ANNUAL',
  ANNUAL: 'ANNUAL',
};
registerEnumType(PaymentFrequency, {
  name: 'PaymentFrequency',
  description: 'How often is paid.',
  valuesConfig: {
    MONTHLY: { description: '12 times a year.' },
    QUARTERLY: { description: '4 times a year.' },
    SEMI_ANNUAL: { description: 'Twice a year.' },
    ANNUAL: { description: 'Once a year.' },
  },
});

@ArgsType()
export class AmortizationArgs {
  @Field(() => AmortizationMethod, {
    nullable: true,
    defaultValue: 'ANNUITY',
    description: 'How it is paid off.',
  })
  method?: AmortizationMethodName | null;

  @Field(() => PaymentFrequency, { nullable: true, defaultValue: 'MONTHLY', description: 'How often.' })
  frequency?: PaymentFrequencyName | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day it starts from, 1900-01-01 or later; today in UTC unless given.',
  })
  asOf?: string | null;

  @constraint({ min: 1, max: MAX_TERM_MONTHS })
  @Field(() => Int, {
    nullable: true,
    description: `Months to pay, from 1 to ${MAX_TERM_MONTHS}; up to the maturity unless given.`,
  })
  termMonths?: number | null;
}

@ObjectType({ description: "One line of a schedule, in the portfolio's currency at 2 places." })
export class Payment {
  @Field(() => Int, { description: 'Counts from 1.' })
  number!: number;

  @Field(() => DateScalar, {
    description: 'The day it is due: runs back from the maturity, the month end clamped.',
  })
  date!: string;

  @Field(() => DecimalScalar, { description: 'Interest and principal together.' })
  payment!: string;

  @Field(() => DecimalScalar, { description: 'On the balance before it.' })
  interest!: string;

  @Field(() => DecimalScalar, { description: 'What it pays off.' })
  principal!: string;

  @Field(() => DecimalScalar, { description: 'What is owed after it; 0.00 after the last.' })
  balance!: string;
}

@ObjectType({ description: 'How a loan is paid off; a matured loan has no payments.' })
export class AmortizationSchedule {
  @Field(() => AmortizationMethod, { description: 'As asked for.' })
  method!: AmortizationMethodName;

  @Field(() => PaymentFrequency, { description: 'As asked for.' })
  frequency!: PaymentFrequencyName;

  @Field(() => DecimalScalar, { description: 'All interest, at 2 places.' })
  totalInterest!: string;

  @Field(() => DecimalScalar, {
    description: 'All principal: exactly the amount, or 0.00 for a matured loan.',
  })
  totalPrincipal!: string;

  @Field(() => [Payment], { description: 'In the order of their days.' })
  payments!: Payment[];
}
