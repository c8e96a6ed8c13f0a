import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../../../platform/graphql/scalars.ts';
import { inTitle } from '../../../platform/graphql/title-field.ts';

@ObjectType({
  description:
    'Numbers over the selected loans, each computed only if asked for. The filter selects, then the scenario changes the selection, then asOf sets the clock: balances are always those of today.',
})
export class Analytics {
  @inTitle('asOf')
  @Field(() => DateScalar, { description: 'The day the numbers are seen from.' })
  asOf!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 4217: the currency of all amounts. Null where no portfolio was selected.',
  })
  currency!: string | null;
}
