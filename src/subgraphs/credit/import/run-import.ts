import { takingLong } from '../../../platform/database/long-work.ts';
import { badUserInput, GraphError, type Issue, notFound } from '../../../platform/errors.ts';
import { load, type MutationContext } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { creditDb } from '../entities.ts';
import { portfolioByIdLoader } from '../portfolio/portfolio.loaders.ts';
import type { ImportFileInput } from './import-file.input.ts';
import type { ImportFormat } from './import-format.ts';
import { takeIn } from './import-outcome.ts';
import { importRunByIdLoader } from './import-run.loaders.ts';
import type { ImportRun } from './import-run.type.ts';
import { keepRun } from './keep-run.ts';
import { stageFile } from './staged-rows.ts';
import { UploadedFile } from './uploaded-file.ts';

/** Takes a file into a portfolio. Throws NOT_FOUND before a byte is read, BAD_USER_INPUT for a file that is none. */
export async function runImport(
  format: ImportFormat,
  input: ImportFileInput,
  context: MutationContext,
): Promise<ImportRun | null> {
  const upload = new UploadedFile(input.file);
  try {
    const portfolioKey = await visiblePortfolioKey(input.portfolioId, context);
    const id = await takingLong(context.em, () => importInto(portfolioKey, upload, format, input, context));
    return await load(context, importRunByIdLoader, id);
  } catch (error) {
    throw insideInput(error);
  } finally {
    upload.discard();
  }
}

async function visiblePortfolioKey(id: string, context: MutationContext): Promise<string> {
  const key = requireRowKey('Portfolio', id, ['input', 'portfolioId']);
  if (!(await load(context, portfolioByIdLoader, id))) throw notFound('Portfolio');
  return key;
}

async function importInto(
  portfolioKey: string,
  upload: UploadedFile,
  format: ImportFormat,
  input: ImportFileInput,
  context: MutationContext,
): Promise<string> {
  const startedAt = context.clock.now().toISOString();
  const fileName = await upload.name();
  const file = await stageFile(creditDb(context), format, upload.bytes());
  const outcome = await takeIn(file, portfolioKey, format, input, context);
  const dryRun = input.dryRun ?? false;
  const { kind } = format;
  return keepRun({ ...outcome, kind, portfolioKey, file, fileName, dryRun, startedAt }, context);
}

/** What reads a file calls it `file`; here it is a field of `input`. */
function insideInput(error: unknown): unknown {
  const issues = error instanceof GraphError ? (error.extensions.issues as Issue[] | undefined) : undefined;
  if (issues?.[0]?.path[0] !== 'file') return error;
  return badUserInput(issues.map(({ path, message }) => ({ path: ['input', ...path], message })));
}
