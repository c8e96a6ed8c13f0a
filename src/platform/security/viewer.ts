export const ROLES = ['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN'] as const;
export type RoleName = (typeof ROLES)[number];

/** Who asks, as read from the database for this very request. Ids are database keys. */
export interface Viewer {
  userId: string;
  username: string;
  role: RoleName;
  organizationId: string;
  tenantId: string;
  /** Null where an API key was shown instead of a session's token. */
  sessionId: string | null;
  /** Whether only persisted documents are served: some API keys are made so. */
  persistedOnly: boolean;
  /** The transaction of the last change that they made, where the database has replicas that may not have it yet. */
  lastWrite?: string | null;
}

export const isAdmin = (viewer: Pick<Viewer, 'role'>): boolean =>
  viewer.role === 'ADMIN' || viewer.role === 'SUPER_ADMIN';
