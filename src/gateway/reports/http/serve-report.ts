import type { ApolloServer } from '@apollo/server';
import type { Request, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { isDocumentName, type TrustedDocument } from '../../../platform/documents/trusted-document.ts';
import { notFound } from '../../../platform/errors.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { createContext, type House, type RequestContext } from '../../context.ts';
import { identify } from '../../identify.ts';
import type { Rates } from '../../rates/rates.ts';
import type { Ask } from '../ask.ts';
import { entityTag } from '../entity-tag.ts';
import type { Format } from '../formats.ts';
import { readReport } from '../read-report.ts';
import { reportPlanner } from '../report-plan.ts';
import { readReportRequest } from '../report-request.ts';
import { requireReporter } from '../require-reporter.ts';
import { runningReports } from '../running-reports.ts';
import { basicCredentials } from './basic-credentials.ts';
import { deliverTo } from './deliver-report.ts';
import { hasTag } from './if-none-match.ts';

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
  const takeTurn = runningReports();

  return async (request: Request, response: Response, name: string, format: Format): Promise<void> => {
    const context = createContext(house, request, String(response.get('x-request-id')));
    response.locals.context = context;
    context.credentials = basicCredentials(request) ?? context.credentials;
    await identify(house, rates, context);
    context.seen.viewerId = context.viewer?.userId ?? null;
    await requireReporter(context, { document: name, format });
    context.document = await findDocument(name, house, context);
    const plan = planOf(context.document);
    const given = new URLSearchParams(/\?.*/s.exec(request.url)?.[0]);
    const asked = readReportRequest(schema, plan, format, given);
    const tag = await entityTag(schema, house.dataVersions, asked, context);
    if (tag) response.set('etag', tag);
    if (tag && hasTag(request.get('if-none-match'), tag)) {
      response.status(304).end();
      return;
    }
    await takeTurn(viewerOf(context).userId, () =>
      readReport({ schema, ...asked, context, ask }, deliverTo(request, response, asked, context)),
    );
  };
}

/** All that a request over HTTP passes, each page passes, too; that somebody has weighed the text is known here. */
const askServer =
  (apollo: ApolloServer<RequestContext>): Ask<RequestContext> =>
  async (query, variables, contextValue) => {
    // It is not the document's own text that is to run.
    // And its entity tag, which the primary told, must not be of a later state than its rows.
    const page = { ...contextValue, document: null, isAsOfNow: true };
    const { body } = await apollo.executeOperation({ query, variables }, { contextValue: page });
    if (body.kind !== 'single') throw new Error('A report is never answered in parts.');
    return body.singleResult;
  };

async function findDocument(name: string, house: House, context: RequestContext): Promise<TrustedDocument> {
  const found = isDocumentName(name) ? await house.documents.byName(name, context) : null;
  if (!found) throw notFound(`Report ${name}`);
  return found;
}
