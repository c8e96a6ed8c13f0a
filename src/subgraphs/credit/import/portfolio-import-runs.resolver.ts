import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { PageArgs, paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { importRunsByPortfolioKey } from './import-run.rows.ts';
import { type ImportRun, ImportRunConnection } from './import-run.type.ts';

/** What imports add to a portfolio. */
@Resolver(() => Portfolio)
export class PortfolioImportRunsResolver {
  @paged('first')
  @FieldResolver(() => ImportRunConnection, {
    description: 'The files that came in, dry runs included, the newest first.',
  })
  importRuns(
    @Root() portfolio: Portfolio,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphContext,
  ): Connection<ImportRun> {
    return importRunsByPortfolioKey(context, args, portfolio.key);
  }
}
