import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { constraint, listSize } from '../../../platform/graphql/limit.directives.ts';
import type { UserReference } from '../identity-references.type.ts';
import { portfolioByIdLoader } from '../portfolio/portfolio.loaders.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { ImportError, MAX_ERROR_PAGE, MAX_KEPT_ERRORS } from './import-error.type.ts';
import { errorsByRunKeyLoader } from './import-run.loaders.ts';
import { ImportRun } from './import-run.type.ts';

const DEFAULT_ERROR_PAGE = 100;

@ArgsType()
class ImportErrorArgs {
  @constraint({ min: 1, max: MAX_ERROR_PAGE })
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_ERROR_PAGE,
    description: `How many, from 1 to ${MAX_ERROR_PAGE.toLocaleString('en-US')}.`,
  })
  first!: number | null;

  @constraint({ min: 0, max: MAX_KEPT_ERRORS })
  @Field(() => Int, {
    nullable: true,
    description: 'How many to skip: pass how many you have read.',
  })
  after?: number | null;
}

@Resolver(() => ImportRun)
export class ImportRunResolver {
  @FieldResolver(() => Portfolio, { description: 'The portfolio that took it in.' })
  portfolio(@Root() run: ImportRun, @Ctx() context: GraphContext): Promise<Portfolio | null> {
    return load(context, portfolioByIdLoader, toGlobalId('Portfolio', run.portfolioKey));
  }

  @FieldResolver()
  async user(@Root() { user }: ImportRun, @Ctx() context: GraphContext): Promise<UserReference | null> {
    // Not only a name: even the bare id of someone beyond the wall is not told.
    return user && (await context.directory.findUser(user.id, context)) ? user : null;
  }

  @listSize({ assumedSize: DEFAULT_ERROR_PAGE, slicingArguments: ['first'] })
  @FieldResolver(() => [ImportError], {
    description: `Its errors in the order of the file: by row, then by column. The first ${MAX_KEPT_ERRORS.toLocaleString('en-US')} of a run are kept.`,
  })
  errors(
    @Root() run: ImportRun,
    @Args(() => ImportErrorArgs) { first, after }: ImportErrorArgs,
    @Ctx() context: GraphContext,
  ): Promise<ImportError[]> {
    const args = { size: pageSize(first), after: after ?? 0 };
    return load(context, errorsByRunKeyLoader, { parentKey: run.key, args });
  }
}

function pageSize(first: number | null): number {
  const size = first ?? DEFAULT_ERROR_PAGE;
  if (size >= 1 && size <= MAX_ERROR_PAGE) return size;
  throw badUserInput([{ path: ['first'], message: `${size} is not from 1 to ${MAX_ERROR_PAGE}.` }]);
}
