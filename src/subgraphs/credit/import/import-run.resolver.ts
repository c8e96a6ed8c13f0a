import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { portfolioByIdLoader } from '../portfolio/portfolio.loaders.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { ImportError, MAX_ERROR_PAGE, MAX_KEPT_ERRORS } from './import-error.type.ts';
import { errorsByRunKeyLoader } from './import-run.loaders.ts';
import { ImportRun } from './import-run.type.ts';

const DEFAULT_ERROR_PAGE = 100;

@Resolver(() => ImportRun)
export class ImportRunResolver {
  @FieldResolver(() => Portfolio, { description: 'The portfolio that took it in.' })
  portfolio(@Root() run: ImportRun, @Ctx() context: GraphContext): Promise<Portfolio | null> {
    return load(context, portfolioByIdLoader, toGlobalId('Portfolio', run.portfolioKey));
  }

  @FieldResolver(() => [ImportError], {
    description: `Its errors in the order of the file: by row, then by column. The first ${MAX_KEPT_ERRORS.toLocaleString('en-US')} of a run are kept.`,
  })
  errors(
    @Root() run: ImportRun,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_ERROR_PAGE,
      description: `How many, from 1 to ${MAX_ERROR_PAGE.toLocaleString('en-US')}.`,
    })
    first: number | null,
    @Arg('after', () => Int, {
      nullable: true,
      description: 'How many to skip: pass how many you have read.',
    })
    after: number | null,
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
