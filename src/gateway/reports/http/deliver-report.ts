import type { Request, Response } from 'express';
import { LONG_DEADLINE_MS, lengthenDeadline } from '../../../platform/deadline.ts';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { reportBody, requireRoom } from '../body/report-body.ts';
import { MEDIA_TYPES } from '../formats.ts';
import type { OpenReport } from '../open-report.ts';
import type { Delivery } from '../read-report.ts';
import { recordReport } from '../record-report.ts';
import type { ReportRequest } from '../report-request.ts';
import { fileName, titleLine } from '../report-title.ts';
import { hasAny } from './if-none-match.ts';
import { sendBody } from './send-body.ts';

/** Answers with a report, on record first. Its headers alone, or that it is there, take nothing away. */
export function deliverTo(
  request: Request,
  response: Response,
  asked: ReportRequest,
  context: GraphContext,
): Delivery {
  const { name } = asked.plan.document;
  const { format } = asked;

  async function admit(report: OpenReport): Promise<boolean> {
    requireRoom(report, format);
    // Whether there is anything at all, only reading it could tell.
    if (hasAny(request.get('if-none-match'))) {
      response.status(304).end();
      return false;
    }
    response.attachment(fileName(name, report.title, context.clock, format));
    response.set('content-type', MEDIA_TYPES[format]);
    if (request.method === 'HEAD') {
      response.end();
      return false;
    }
    await recordReport(context, asked, report);
    return true;
  }

  function write(report: OpenReport): Promise<void> {
    const title = titleLine(name, report.title, context.clock);
    const body = reportBody(report, { ...asked, title, name });
    return lengthenDeadline(LONG_DEADLINE_MS, () => sendBody(response, body));
  }

  return { admit, write };
}
