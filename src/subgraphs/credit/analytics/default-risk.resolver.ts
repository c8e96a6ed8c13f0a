import { Arg, FieldResolver, Int, Resolver } from 'type-graphql';
import { Analytics } from './analytics.type.ts';
import { DefaultRisk } from './default-risk.type.ts';
import { notYet } from './not-yet.ts';

@Resolver(() => Analytics)
export class DefaultRiskResolver {
  @FieldResolver(() => DefaultRisk, { description: 'What may be lost to defaults within a year.' })
  defaultRisk(
    @Arg('top', () => Int, {
      nullable: true,
      defaultValue: 10,
      description: 'How many of the riskiest loans to name.',
    })
    _top: number | null,
    @Arg('defaultedAsD', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        "True: a loan that is DEFAULTED counts with PD 1 whatever its letter, and keeps its letter's LGD.",
    })
    _defaultedAsD: boolean | null,
  ): DefaultRisk {
    return notYet('defaultRisk');
  }
}
