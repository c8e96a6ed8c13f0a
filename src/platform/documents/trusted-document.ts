import { hash } from 'node:crypto';
import type { GraphContext } from '../graphql/context.ts';

/** A document that somebody has weighed: it runs where others may not, and its pages may be longer. */
export interface TrustedDocument {
  /** SHA-256 of the exact text, 64 hexadecimal digits in lower case. Whoever has it twice has the same text. */
  id: string;
  name: string;
  /** Counts the texts of a name from 1. */
  version: number;
  /** The text: one operation, with the fragments that it needs. */
  body: string;
  /** Which lists of its answer are tables, as `portfolio.loans.nodes`; none named leaves that to whoever asks. */
  lists: string[];
}

/** Who asks: documents of another tenant's are not found, and a caller who is not signed in has no tenant. */
export type DocumentAsker = Pick<GraphContext, 'em' | 'viewer'>;

/** Finds trusted documents. Null for what there is not, what was withdrawn, and what is another tenant's. */
export interface TrustedDocuments {
  byId(id: string, asker: DocumentAsker): Promise<TrustedDocument | null>;
  /** The newest version in force. */
  byName(name: string, asker: DocumentAsker): Promise<TrustedDocument | null>;
}

export const documentIdOf = (body: string): string => hash('sha256', body);

/** An id as requests write it (GraphQL over HTTP, appendix A). */
export const ID_PREFIX = 'sha256:';
export const isDocumentId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** A name can stand in an address as it is, and cannot be taken for an id. */
export const isDocumentName = (text: string): boolean => /^[A-Za-z][\w-]{0,99}$/.test(text);
