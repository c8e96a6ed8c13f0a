#!/usr/bin/env node
import './node-version.ts';
import { Command } from 'commander';
import { auditCommand } from './cli/audit-command.ts';
import { backupCommand } from './cli/backup-command.ts';
import { configCommand } from './cli/config-command.ts';
import { importCommand } from './cli/import-command.ts';
import { migrateCommand } from './cli/migrate-command.ts';
import { reportCommand } from './cli/report-command.ts';
import { restoreCommand } from './cli/restore-command.ts';
import { rollupsCommand } from './cli/rollups-command.ts';
import { schemaCommand } from './cli/schema-command.ts';

const program = new Command('riskgraph')
  .description("One GraphQL endpoint over a lender's books")
  .addCommand(migrateCommand)
  .addCommand(configCommand)
  .addCommand(importCommand)
  .addCommand(reportCommand)
  .addCommand(auditCommand)
  .addCommand(rollupsCommand)
  .addCommand(backupCommand)
  .addCommand(restoreCommand)
  .addCommand(schemaCommand);

// Whoever reads may have read enough (`| head -1`). The command goes on, and ends as it would.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault;
});

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
