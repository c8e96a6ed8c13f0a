import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestHandler } from 'express';
import { createContext, type House, type RequestContext } from '../context.ts';
import { fieldsOf } from '../http/request-fields.ts';
import { identify } from '../identify.ts';
import type { Rates } from '../rates/rates.ts';
import { readAskedDocument } from './asked-document.ts';
import { type DocumentMode, refusalOf } from './document-policy.ts';
import { findDocument } from './find-document.ts';

/**
 * Makes the context of a request and finds the trusted document that it asks for, before the server library looks for
 * a text. Throws BAD_USER_INPUT, PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_REQUIRED, and why nobody could be asked.
 */
export function callDocuments(
  house: House,
  rates: Rates,
  mode: DocumentMode,
  handler: RequestHandler,
): RequestHandler {
  return async (request, response, next) => {
    const context = createContext(house, request, String(response.get('x-request-id')));
    const asked = readAskedDocument(fieldsOf(request));
    context.document = await findDocument(asked, house, async () => {
      if (!context.credentials) return null;
      await identify(house, rates, context);
      return context;
    });
    const refusal = refusalOf(asked, context.document, mode);
    // Whoever shows what does not count has to sign in before there is a tenant to look in.
    if (refusal) throw (asked.text === null && context.refusal) || refusal;
    context.isPersisted ||= context.document !== null;
    response.locals.context = context;
    return handler(request, response, next);
  };
}

/** Hands the text of a trusted document on as if it had come with the request. */
export const trustedText: ApolloServerPlugin<RequestContext> = {
  async requestDidStart({ request, contextValue: { document } }) {
    if (!document) return;
    const { persistedQuery: _, ...extensions } = request.extensions ?? {};
    Object.assign(request, { query: document.body, extensions });
  },
};
