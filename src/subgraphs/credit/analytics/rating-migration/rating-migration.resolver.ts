import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { cost, listSize } from '../../../../platform/graphql/limit.directives.ts';
import { paged } from '../../../../platform/paging/page-args.ts';
import type { Connection } from '../../../../platform/paging/paged-list.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import type { Selection } from '../selection.ts';
import { RatingMigrationArgs, RatingMoveArgs } from './rating-migration.args.ts';
import { periodTransitionsLoader } from './rating-migration.rows.ts';
import { type MigrationArgs, migrationScope } from './rating-migration.scope.ts';
import { ratingMigrationOf } from './rating-migration.ts';
import { RatingMigration } from './rating-migration.type.ts';
import { type RatingMoveRow, ratingMovesByScope } from './rating-move.rows.ts';
import { RatingMoveConnection } from './rating-move.type.ts';

/** A migration, and what it is of: its moves are read apart, and only if asked for. */
type ScopedMigration = RatingMigration & Traced<MigrationArgs>;

@Resolver(() => Analytics)
export class RatingMigrationResolver {
  @cost(20)
  @listSize({ assumedSize: 40, slicingArguments: ['lastPeriods'], sizedFields: ['periods'] })
  @FieldResolver(() => RatingMigration, {
    description: 'How grades moved between snapshots, in at most the latest 200 periods.',
  })
  async ratingMigration(
    @Root() selection: Selection,
    @Args(() => RatingMigrationArgs) args: RatingMigrationArgs,
    @Ctx() context: GraphContext,
  ): Promise<ScopedMigration> {
    const origin = migrationScope(selection, args);
    const migration = await kept('ratingMigration', origin, context, async () =>
      ratingMigrationOf(await load(context, periodTransitionsLoader, origin)),
    );
    return { ...migration, origin };
  }
}

@Resolver(() => RatingMigration)
export class RatingMovesResolver {
  @cost(20)
  @paged('first')
  @FieldResolver(() => RatingMoveConnection, {
    description: 'The moves behind the counts, loan by loan: the latest first, then by loanId.',
  })
  moves(
    @Root() { origin: { parentKey, args } }: ScopedMigration,
    @Args(() => RatingMoveArgs) { direction, ...page }: RatingMoveArgs,
    @Ctx() context: GraphContext,
  ): Connection<RatingMoveRow> {
    const directions = [...new Set(direction)].sort();
    return ratingMovesByScope(context, { ...args, directions, ...page }, parentKey);
  }
}
