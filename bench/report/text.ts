import { machineLine } from './machine.ts';
import {
  firstReadTable,
  importTable,
  memoryTable,
  neighbourTable,
  profileTable,
  writingTable,
} from './other-tables.ts';
import { detailTable, ratioTables } from './reading-tables.ts';
import type { Results } from './results.ts';
import { targetTable } from './target-table.ts';
import { targetsOf } from './targets.ts';

/** The results for a terminal: ratios first, then what they are made of, then what was promised. */
export function textOf(results: Results): string {
  const tables = [firstReadTable, writingTable, importTable, neighbourTable, memoryTable, profileTable];
  const parts = [
    machineLine(results.machine),
    ...ratioTables(results),
    detailTable(results),
    ...tables.map((tableOf) => tableOf(results)),
    targetTable(targetsOf(results)),
    ...results.failures.map(({ part, reason }) => `FAILED: ${part}: ${reason}`),
    ...results.missing.map(
      ({ question, variant, reason }) => `${question} is not available yet from ${variant}: ${reason}`,
    ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
