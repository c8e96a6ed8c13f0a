import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { countedAs } from '../../../platform/security/counted-as.ts';
import { ImportRatingHistoryInput } from './import-file.input.ts';
import { ImportRun } from './import-run.type.ts';
import { ratingFormat } from './rating-format.ts';
import { runImport } from './run-import.ts';

@Resolver()
export class ImportRatingHistoryMutation {
  @countedAs('import')
  @cost(1_000)
  @Mutation(() => ImportRun, {
    description:
      "Takes a file of rating snapshots into a portfolio; the loans' own grades stay. Rows with errors are told, not thrown; only a file that cannot be read is BAD_USER_INPUT, and leaves no run. RATE_LIMITED: too many files of one user, dry runs included.",
  })
  importRatingHistory(
    @Arg('input', () => ImportRatingHistoryInput, { description: 'The file, and how to take it in.' })
    input: ImportRatingHistoryInput,
    @Ctx() context: MutationContext,
  ): Promise<ImportRun | null> {
    return runImport(ratingFormat, input, context);
  }
}
