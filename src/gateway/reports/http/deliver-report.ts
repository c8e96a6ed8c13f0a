import type { Request, Response } from 'express';
import { LONG_DEADLINE_MS, lengthenDeadline } from '../../../platform/deadline.ts';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { reportBody } from '../body/report-body.ts';
import { MEDIA_TYPES } from '../formats.ts';
import type { OpenReport } from '../read-report.ts';
import { recordReport } from '../record-report.ts';
import type { ReportRequest } from '../report-request.ts';
import { fileName, titleLine } from '../report-title.ts';
import { sendBody } from './send-body.ts';

/** Sends a report that was opened, on record first; of a HEAD its headers alone, which take nothing away. */
export async function deliverReport(
  report: OpenReport,
  asked: ReportRequest,
  context: GraphContext,
  request: Request,
  response: Response,
): Promise<void> {
  const { format, decimals } = asked;
  const { name } = asked.plan.document;
  const title = titleLine(name, report.title, context.clock);
  const body = reportBody(report, { format, decimals, title, name });
  response.attachment(fileName(name, report.title, context.clock, format));
  response.set('content-type', MEDIA_TYPES[format]);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await recordReport(context, asked, report);
  await lengthenDeadline(LONG_DEADLINE_MS, () => sendBody(response, body));
}
