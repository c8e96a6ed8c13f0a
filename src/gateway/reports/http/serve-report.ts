import type { ApolloServer } from '@apollo/server';
import type { Request, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { LONG_DEADLINE_MS, lengthenDeadline } from '../../../platform/deadline.ts';
import { isDocumentName, type TrustedDocument } from '../../../platform/documents/trusted-document.ts';
import { notFound } from '../../../platform/errors.ts';
import { createContext, type House, type RequestContext } from '../../context.ts';
import { identify } from '../../identify.ts';
import type { Rates } from '../../rates/rates.ts';
import type { Ask } from '../ask.ts';
import { reportBody } from '../body/report-body.ts';
import { type Format, MEDIA_TYPES } from '../formats.ts';
import { type OpenReport, readReport } from '../read-report.ts';
import { recordReport } from '../record-report.ts';
import { reportPlanner } from '../report-plan.ts';
import { type ReportRequest, readReportRequest } from '../report-request.ts';
import { fileName, titleLine } from '../report-title.ts';
import { requireReporter } from '../require-reporter.ts';
import { basicCredentials } from './basic-credentials.ts';
import { sendBody } from './send-body.ts';

/** What reports over HTTP stand on. */
export interface ReportService {
  schema: GraphQLSchema;
  house: House;
  rates: Rates;
  apollo: ApolloServer<RequestContext>;
  /** What the first pages of a report may take; unset: ten seconds. */
  deadlineMs?: number | undefined;
}

/** Answers with a report, or throws why there is none; nothing was sent then, or what was sent is no whole report. */
export function serveReport(service: ReportService) {
  const { schema, house, rates } = service;
  const planOf = reportPlanner(schema);
  const ask = askServer(service.apollo);

  return async (request: Request, response: Response, name: string, format: Format): Promise<void> => {
    const context = createContext(house, request, String(response.get('x-request-id')));
    context.credentials = basicCredentials(request) ?? context.credentials;
    await identify(house, rates, context);
    await requireReporter(context, { document: name, format });
    const plan = planOf(await findDocument(name, house, context));
    const given = new URLSearchParams(/\?.*/s.exec(request.url)?.[0]);
    const asked = readReportRequest(schema, plan, format, given);
    await readReport({ schema, ...asked, context, ask }, (report) =>
      deliver(report, asked, context, request, response),
    );
  };
}

/** All that a request over HTTP passes, each page passes, too; that somebody has weighed the text is known here. */
const askServer =
  (apollo: ApolloServer<RequestContext>): Ask<RequestContext> =>
  async (query, variables, contextValue) => {
    const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
    if (body.kind !== 'single') throw new Error('A report is never answered in parts.');
    return body.singleResult;
  };

async function findDocument(name: string, house: House, context: RequestContext): Promise<TrustedDocument> {
  const found = isDocumentName(name) ? await house.documents.byName(name, context) : null;
  if (!found) throw notFound(`Report ${name}`);
  return found;
}

async function deliver(
  report: OpenReport,
  asked: ReportRequest,
  context: RequestContext,
  request: Request,
  response: Response,
): Promise<void> {
  const { format, decimals } = asked;
  const { name } = asked.plan.document;
  const { clock } = context;
  const title = titleLine(name, report.title, clock);
  const body = reportBody(report, { format, decimals, title, name });
  response.attachment(fileName(name, report.title, clock, format)).set('content-type', MEDIA_TYPES[format]);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await recordReport(context, asked, report);
  await lengthenDeadline(LONG_DEADLINE_MS, () => sendBody(response, body));
}
