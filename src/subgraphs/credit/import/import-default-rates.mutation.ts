import type { FileUpload } from 'graphql-upload-minimal';
import { Args, ArgsType, Ctx, Field, Mutation, Resolver } from 'type-graphql';
import { takingLong } from '../../../platform/database/long-work.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { cost, listSize } from '../../../platform/graphql/limit.directives.ts';
import { UploadScalar } from '../../../platform/graphql/scalars.ts';
import { countedAs } from '../../../platform/security/counted-as.ts';
import { DefaultRate } from '../rating/default-rate.type.ts';
import { csvRows } from './csv-rows.ts';
import { CsvText } from './csv-text.ts';
import { DEFAULT_RATE_COLUMNS, readDefaultRates } from './default-rates.ts';
import { replaceDefaultRates } from './replace-default-rates.ts';
import { UploadedFile } from './uploaded-file.ts';

/** A class, because a promise that were an argument itself would be awaited outside the mutation. */
@ArgsType()
class ImportDefaultRatesArgs {
  @Field(() => UploadScalar, {
    description:
      'CSV in UTF-8, comma or semicolon, each grade at most once. A header row in any order: credit_rating, default_probability, recovery_rate, risk_weight.',
  })
  file!: Promise<FileUpload>;
}

@Resolver()
export class ImportDefaultRatesMutation {
  @countedAs('import')
  @cost(10)
  @listSize({ assumedSize: 22 })
  @Mutation(() => [DefaultRate], {
    description:
      "Replaces the table of the viewer's tenant as a whole, all or nothing. The new table, best grade first. RATE_LIMITED: too many files of one user.",
  })
  async importDefaultRates(
    @Args(() => ImportDefaultRatesArgs) { file }: ImportDefaultRatesArgs,
    @Ctx() context: MutationContext,
  ): Promise<DefaultRate[]> {
    const upload = new UploadedFile(file);
    try {
      return await takingLong(context.em, () => takeIn(upload, context));
    } finally {
      upload.discard();
    }
  }
}

async function takeIn(upload: UploadedFile, context: MutationContext): Promise<DefaultRate[]> {
  const text = new CsvText(upload.bytes());
  const rates = await readDefaultRates(csvRows(text, DEFAULT_RATE_COLUMNS));
  const { from, to } = await replaceDefaultRates(rates, viewerOf(context).tenantId, context);
  context.audit.record({
    action: 'IMPORT',
    entityType: 'DefaultRate',
    changes: {
      fileName: await upload.name(),
      fileSha256: text.fingerprint.sha256,
      totalRows: rates.length,
      rates: { from, to },
    },
  });
  return to;
}
