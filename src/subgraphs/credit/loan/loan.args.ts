import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { Direction, type DirectionName } from '../../../platform/graphql/direction.type.ts';
import { constraint } from '../../../platform/graphql/limit.directives.ts';
import { TwoWayPageArgs } from '../../../platform/paging/page-args.ts';
import { LoanFilter } from './loan-filter.type.ts';

export const LoanSort = {
  LOAN_ID: 'LOAN_ID',
  BORROWER: 'BORROWER',
  AMOUNT: 'AMOUNT',
  RATE: 'RATE',
  MATURITY_DATE: 'MATURITY_DATE',
  CREDIT_RATING: 'CREDIT_RATING',
  STATUS: 'STATUS',
  CREATED_AT: 'CREATED_AT',
  UPDATED_AT: 'UPDATED_AT',
} as const;

registerEnumType(LoanSort, {
  name: 'LoanSort',
  description: 'What loans can be ordered by; nulls last either way.',
  valuesConfig: {
    LOAN_ID: { description: "By the lender's number." },
    BORROWER: { description: 'By borrower.' },
    AMOUNT: { description: 'By amount.' },
    RATE: { description: 'By rate.' },
    MATURITY_DATE: { description: 'By the day it is due.' },
    CREDIT_RATING: { description: 'By grade, the best first.' },
    STATUS: { description: 'By status, performing first.' },
    CREATED_AT: { description: 'By when it came in.' },
    UPDATED_AT: { description: 'By when it was last changed.' },
  },
});

@InputType({ description: 'One criterion of an order of loans.' })
export class LoanOrder {
  @Field(() => LoanSort, { description: 'By what.' })
  by!: keyof typeof LoanSort;

  @Field(() => Direction, { nullable: true, defaultValue: 'ASC', description: 'Which way.' })
  direction?: DirectionName | null;
}

/** Criteria of one order. */
export const MAX_ORDERS = 5;

@ArgsType()
export class LoanListArgs extends TwoWayPageArgs {
  @Field(() => LoanFilter, { nullable: true, description: 'Which loans; all unless given.' })
  filter?: LoanFilter | null;

  @constraint({ maxItems: MAX_ORDERS })
  @Field(() => [LoanOrder], {
    nullable: true,
    description: `By these in turn, at most ${MAX_ORDERS}, ties by id; by loanId unless given.`,
  })
  orderBy?: LoanOrder[] | null;
}
