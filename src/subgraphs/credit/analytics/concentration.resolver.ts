import { Arg, FieldResolver, Int, Resolver } from 'type-graphql';
import { Analytics } from './analytics.type.ts';
import { Concentration } from './concentration.type.ts';
import { notYet } from './not-yet.ts';

@Resolver(() => Analytics)
export class ConcentrationResolver {
  @FieldResolver(() => Concentration, { description: 'How much of the exposure rests on how few.' })
  concentration(
    @Arg('top', () => Int, {
      nullable: true,
      defaultValue: 10,
      description: 'How many of the largest borrowers to name.',
    })
    _top: number | null,
  ): Concentration {
    return notYet('concentration');
  }
}
