import { IsolationLevel } from '@mikro-orm/core';
import { takingLong } from '../../platform/database/long-work.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { type OpenReport, openReport, type Reading } from './open-report.ts';

/** What becomes of a report once it is sure that there is one. */
export interface Delivery {
  /** Whether it is to be written. Nothing was written yet, and no connection is held. */
  admit(report: OpenReport): Promise<boolean>;
  /** Reads it to its end. */
  write(report: OpenReport): Promise<void>;
}

/**
 * Reads a report for whoever delivers it. Where the first pages are not all, all pages are read in one transaction, the
 * first ones once more: they show one state of the book, and nobody waits for a connection while holding another.
 * Throws what refuses the report: RefusedReport, NOT_FOUND, COST_EXCEEDED, SERVICE_UNAVAILABLE where too many are read.
 */
export async function readReport<Context extends GraphContext>(
  reading: Reading<Context>,
  { admit, write }: Delivery,
): Promise<void> {
  const { report, isComplete } = await openReport(reading);
  if (!(await admit(report))) return;
  if (isComplete) {
    await write(report);
    return;
  }
  await reading.context.em.fork().transactional(
    (em) =>
      takingLong(em, async () => {
        const inSnapshot = await openReport({ ...reading, context: { ...reading.context, em } });
        await write(inSnapshot.report);
      }),
    { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
  );
}
