import { Command } from 'commander';
import { type ExportOptions, exportAudit } from './audit-export.ts';
import { type VerifyOptions, verifyAudit } from './audit-verify.ts';
import { withDatabase } from './with-database.ts';

const TENANT = ['--tenant <name or id>', "whose; all tenants' unless given"] as const;

export const auditCommand = new Command('audit')
  .description('The audit trail')
  .addCommand(
    new Command('verify')
      .description('Recompute every link of the chain; exit with 1 where one is broken, and name the first')
      .option(...TENANT)
      .option('--anchor <seq:hash>', 'a link that was written down before: it must still be there')
      .action((options: VerifyOptions) => withDatabase(({ orm }) => verifyAudit(options, orm))),
  )
  .addCommand(
    new Command('export')
      .description(
        'Write the sealed entries as JSON Lines, with the hashes that prove them; this is recorded',
      )
      .option(...TENANT)
      .option('--from <seq>', 'the first number', '1')
      .action((options: ExportOptions) => withDatabase(({ orm }) => exportAudit(options, orm))),
  );
