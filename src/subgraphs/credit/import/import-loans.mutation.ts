import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { countedAs } from '../../../platform/security/counted-as.ts';
import { ImportLoansInput } from './import-file.input.ts';
import { ImportRun } from './import-run.type.ts';
import { loanFormat } from './loan-format.ts';
import { runImport } from './run-import.ts';

@Resolver()
export class ImportLoansMutation {
  @countedAs('import')
  @cost(1_000)
  @Mutation(() => ImportRun, {
    description:
      'Takes a file of loans into a portfolio. Rows with errors are told, not thrown; only a file that cannot be read is BAD_USER_INPUT, and leaves no run. RATE_LIMITED: too many files of one user, dry runs included.',
  })
  importLoans(
    @Arg('input', () => ImportLoansInput, { description: 'The file, and how to take it in.' })
    input: ImportLoansInput,
    @Ctx() context: MutationContext,
  ): Promise<ImportRun | null> {
    return runImport(loanFormat, input, context);
  }
}
