import { FieldResolver, Resolver } from 'type-graphql';
import { Analytics } from './analytics.type.ts';
import { HealthScore } from './health.type.ts';
import { notYet } from './not-yet.ts';

@Resolver(() => Analytics)
export class HealthResolver {
  @FieldResolver(() => HealthScore, { description: 'Four marks and their mean, each from 0 to 100.' })
  health(): HealthScore {
    return notYet('health');
  }
}
