import {
  ACCOUNT,
  ADMINS,
  BOOKS,
  type ByRole,
  DOCUMENTS,
  NAMES,
  RATES,
  SELF,
  SUPER_ADMINS,
  WHAT_IF,
} from './roles.ts';

export interface QueryVerdict {
  /** Whose things each role may ask for; `by type`: as far as that type may be reached at all. */
  reach: ByRole | 'by type';
  /** What is answered for a thing out of reach, as for one that there is not; `list`: no thing is named. */
  otherwise: 'null' | 'NOT_FOUND' | 'list';
}

/** Every field of Query. A field with an argument in brackets is asked with that argument. */
export const QUERIES: Record<string, QueryVerdict> = {
  analytics: { reach: BOOKS, otherwise: 'NOT_FOUND' },
  'analytics(scenario)': { reach: WHAT_IF, otherwise: 'NOT_FOUND' },
  apiKeys: { reach: SELF, otherwise: 'list' },
  auditLog: { reach: ADMINS, otherwise: 'list' },
  defaultRates: { reach: RATES, otherwise: 'list' },
  document: { reach: DOCUMENTS, otherwise: 'null' },
  documents: { reach: DOCUMENTS, otherwise: 'list' },
  loan: { reach: BOOKS, otherwise: 'null' },
  me: { reach: SELF, otherwise: 'list' },
  node: { reach: 'by type', otherwise: 'null' },
  nodes: { reach: 'by type', otherwise: 'null' },
  organizations: { reach: ADMINS, otherwise: 'list' },
  portfolio: { reach: BOOKS, otherwise: 'null' },
  portfolios: { reach: BOOKS, otherwise: 'list' },
  sessions: { reach: SELF, otherwise: 'list' },
  tenants: { reach: SUPER_ADMINS, otherwise: 'list' },
  user: { reach: ACCOUNT, otherwise: 'null' },
  users: { reach: ADMINS, otherwise: 'list' },
  verifyAuditLog: { reach: ADMINS, otherwise: 'NOT_FOUND' },
};

/** What may be reached at all, by whatever path: the types that have an id. */
export const REACH: Record<string, ByRole> = {
  ApiKey: ACCOUNT,
  AuditEntry: ADMINS,
  Borrower: BOOKS,
  ImportRun: BOOKS,
  Loan: BOOKS,
  Organization: NAMES,
  Portfolio: BOOKS,
  RatingHistory: BOOKS,
  Session: SELF,
  Tenant: NAMES,
  TrustedDocument: DOCUMENTS,
  User: NAMES,
};
