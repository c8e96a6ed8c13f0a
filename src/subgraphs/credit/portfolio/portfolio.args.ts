import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { Direction, type DirectionName } from '../../../platform/graphql/direction.type.ts';
import { PageArgs } from '../../../platform/paging/page-args.ts';

export const PortfolioSort = {
  NAME: 'NAME',
  TOTAL_EXPOSURE: 'TOTAL_EXPOSURE',
  LOAN_COUNT: 'LOAN_COUNT',
  CREATED_AT: 'CREATED_AT',
  UPDATED_AT: 'UPDATED_AT',
} as const;

registerEnumType(PortfolioSort, {
  name: 'PortfolioSort',
  description: 'What portfolios can be ordered by.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    TOTAL_EXPOSURE: { description: 'By the sum of the amounts.' },
    LOAN_COUNT: { description: 'By the number of loans.' },
    CREATED_AT: { description: 'By when it was made.' },
    UPDATED_AT: { description: 'By when its own fields were last changed.' },
  },
});

@InputType({ description: 'An order of portfolios; ties by id.' })
export class PortfolioOrder {
  @Field(() => PortfolioSort, { description: 'By what.' })
  by!: keyof typeof PortfolioSort;

  @Field(() => Direction, { nullable: true, defaultValue: 'ASC', description: 'Which way.' })
  direction?: DirectionName | null;
}

@ArgsType()
export class PortfolioListArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Contained in name or description, in any case.' })
  search?: string | null;

  @Field(() => PortfolioOrder, { nullable: true, description: 'By name unless given.' })
  orderBy?: PortfolioOrder | null;
}
