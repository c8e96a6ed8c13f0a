import type { Request } from 'express';
import type { DocumentFields } from '../documents/asked-document.ts';

/** What a request says it wants executed (GraphQL over HTTP); nothing of it is believed yet. */
export interface RequestFields extends DocumentFields {
  operationName?: unknown;
  variables?: unknown;
}

/** In the body, or in the address, which is read as the server library reads it: Express overlooks what comes late. */
export function fieldsOf({ method, body, url }: Request): RequestFields {
  if (method !== 'GET') return body ?? {};
  const parameters = new URLSearchParams(/\?.*/s.exec(url)?.[0]);
  const given = (name: string) => {
    const values = parameters.getAll(name);
    return values.length > 1 ? values : values[0];
  };
  return {
    query: given('query'),
    documentId: given('documentId'),
    operationName: given('operationName'),
    variables: readJson(given('variables')),
    extensions: readJson(given('extensions')),
  };
}

/** What is no JSON stays the text that it is, and has the wrong shape for whoever reads it. */
function readJson(text: string | string[] | undefined): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}
