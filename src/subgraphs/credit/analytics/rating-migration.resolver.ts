import { Args, FieldResolver, Resolver } from 'type-graphql';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { Analytics } from './analytics.type.ts';
import { notYet } from './not-yet.ts';
import { RatingMigrationArgs, RatingMoveArgs } from './rating-migration.args.ts';
import { RatingMigration } from './rating-migration.type.ts';
import { type RatingMove, RatingMoveConnection } from './rating-move.type.ts';

@Resolver(() => Analytics)
export class RatingMigrationResolver {
  @FieldResolver(() => RatingMigration, { description: 'How grades moved between snapshots.' })
  ratingMigration(@Args(() => RatingMigrationArgs) _args: RatingMigrationArgs): RatingMigration {
    return notYet('ratingMigration');
  }
}

@Resolver(() => RatingMigration)
export class RatingMovesResolver {
  @FieldResolver(() => RatingMoveConnection, { description: 'The moves behind the counts, loan by loan.' })
  moves(@Args(() => RatingMoveArgs) _args: RatingMoveArgs): Connection<RatingMove> {
    return notYet('moves');
  }
}
