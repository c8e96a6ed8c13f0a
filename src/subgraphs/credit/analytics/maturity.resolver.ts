import { FieldResolver, Resolver } from 'type-graphql';
import { Analytics } from './analytics.type.ts';
import { MaturityProfile } from './maturity.type.ts';
import { notYet } from './not-yet.ts';

@Resolver(() => Analytics)
export class MaturityResolver {
  @FieldResolver(() => MaturityProfile, { description: 'When the loans fall due.' })
  maturity(): MaturityProfile {
    return notYet('maturity');
  }
}
