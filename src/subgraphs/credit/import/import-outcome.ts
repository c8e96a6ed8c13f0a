import { type Kysely, sql } from 'kysely';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { impactOf } from '../analytics/summary/portfolio-impact.rows.ts';
import { type CreditTables, creditDb } from '../entities.ts';
import { lockPortfolio } from '../portfolio/lock-portfolio.ts';
import { type FoundFaults, findFaults } from './import-faults.ts';
import type { ImportFileInput } from './import-file.input.ts';
import type { ImportFormat, ImportTarget } from './import-format.ts';
import type { ImpactFigures } from './import-run.entity.ts';
import type { StagedFile } from './staged-rows.ts';

export interface Written {
  created: number;
  updated: number;
}

/** What the staged file did to the portfolio, or would have. */
export interface ImportOutcome extends Written {
  tenantKey: string;
  faults: FoundFaults;
  before: ImpactFigures;
  after: ImpactFigures;
}

/**
 * Takes the staged file in, the portfolio locked. A dry run goes the same way and is then undone; so is an import
 * that wrote nothing, because the lock alone raises `dataVersion`.
 */
export async function takeIn(
  file: StagedFile,
  portfolioKey: string,
  format: ImportFormat,
  input: ImportFileInput,
  context: MutationContext,
): Promise<ImportOutcome> {
  const db = creditDb(context);
  await sql`savepoint before_import`.execute(db);
  const locked = await lockPortfolio(portfolioKey, format.change, context);
  const target = { ...locked, onDuplicate: input.onDuplicate ?? 'REJECT_ROW', columns: file.columns };
  const outcome = await writeStaged(db, format, target, input.errorPolicy === 'REJECT_ALL');
  const isKept = !input.dryRun && outcome.created + outcome.updated > 0;
  if (!isKept) await sql`rollback to savepoint before_import`.execute(db);
  return outcome;
}

async function writeStaged(
  db: Kysely<CreditTables>,
  format: ImportFormat,
  target: ImportTarget,
  rejectsAll: boolean,
): Promise<ImportOutcome> {
  const { key, tenantKey } = target;
  const before = await impactOf(db, key, tenantKey);
  const faults = await findFaults(db, format, target);
  const isRejected = (rejectsAll && faults.faultCount > 0) || target.columns.length === 0;
  if (isRejected) return { tenantKey, faults, before, after: before, created: 0, updated: 0 };
  const { rows } = await sql<Written>`
    with written as (${format.write(target)})
    select (count(*) filter (where is_new))::int as created,
      (count(*) filter (where not is_new))::int as updated
    from written`.execute(db);
  return { tenantKey, faults, before, after: await impactOf(db, key, tenantKey), ...rows[0]! };
}
