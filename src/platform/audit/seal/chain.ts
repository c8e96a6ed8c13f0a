import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** An entry as it stands in the table: every value the text that the database has for it, so that nothing is rounded. */
export type StoredEntry = Record<
  | 'id'
  | 'tenantId'
  | 'at'
  | 'userId'
  | 'action'
  | 'entityType'
  | 'entityId'
  | 'changes'
  | 'ipAddress'
  | 'requestId',
  string | null
>;

/** What the first link of a tenant's chain hangs on; a chain of another tenant cannot be passed off as its. */
export const genesisHash = (tenantKey: string): string =>
  sha256(`riskgraph audit chain of tenant ${tenantKey}`);

/** What is hashed of an entry: canonical JSON (RFC 8785) of it and of its number. */
export const canonicalEntry = (sequence: string, entry: StoredEntry): string =>
  canonicalize({ ...entry, sequence }) as string;

/** The hash of a link: over the hash of the link before, a line feed, and the canonical entry. */
export const linkHash = (previousHash: string, canonical: string): string =>
  sha256(`${previousHash}\n${canonical}`);

const sha256 = (text: string) => hash('sha256', text, 'hex');
