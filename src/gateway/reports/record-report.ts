import { AuditTrail } from '../../platform/audit/audit-trail.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import type { OpenReport } from './open-report.ts';
import type { ReportRequest } from './report-request.ts';

/**
 * Puts on record that a report is delivered, before any of it is: throws where it cannot be, and then there is no
 * report. `by` names the program that takes it, where that is no client of the server's.
 */
export const recordReport = (
  context: GraphContext,
  { plan: { document }, format, list, variables }: ReportRequest,
  { tables }: OpenReport,
  by?: string,
): Promise<void> =>
  context.em.fork().transactional(async (em) => {
    const audit = new AuditTrail(em, context);
    const { name, id, version } = document;
    const rows = tables.reduce((total, { rowCount }) => total + rowCount, 0);
    const changes = {
      document: name,
      documentId: id,
      version,
      format,
      list,
      variables,
      rows,
      ...(by && { by }),
    };
    audit.record({ action: 'EXPORT', entityType: 'Report', changes });
    await audit.write();
  });
