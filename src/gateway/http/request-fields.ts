import type { Request } from 'express';
import type { DocumentFields } from '../documents/asked-document.ts';

/** What a request says it wants executed (GraphQL over HTTP); nothing of it is believed yet. */
export interface RequestFields extends DocumentFields {
  operationName?: unknown;
  variables?: unknown;
}

/** In the body, or in the address, of which Express overlooks what comes late. */
export function fieldsOf({ method, body, url }: Request): RequestFields {
  if (method !== 'GET') return body ?? {};
  const parameters = new URLSearchParams(searchOf(url));
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

/** What an address asks for, from its question mark on. */
export const searchOf = (url: string): string => /\?.*/s.exec(url)?.[0] ?? '';

/** What is no JSON stays the text that it is, and has the wrong shape for whoever reads it. */
function readJson(text: string | string[] | undefined): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}
