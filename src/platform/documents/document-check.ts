import type { Issue } from '../errors.ts';

/** A text that is to be trusted under a name. */
export interface NewDocument {
  name: string;
  body: string;
  lists: string[];
}

/**
 * All that is wrong with a document, paths beginning at its fields. Whoever serves the graph knows the public schema
 * and its limits; the domain that keeps documents knows neither.
 */
export type DocumentCheck = (document: NewDocument) => Issue[];
