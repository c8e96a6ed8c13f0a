import type { Viewer } from '../../src/platform/security/viewer.ts';

/** How far a role reaches: each word takes in what the one before does, and more. */
export const SCOPES = ['none', 'own', 'organisation', 'tenant', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** Where a thing stands, in database keys: whose it is, in which organisation, in which tenant. */
export interface Standing {
  tenantId: string;
  organizationId?: string;
  userId?: string;
}

/** Whether a thing that stands there is within reach. */
export function covers(scope: Scope, viewer: Viewer, standing: Standing): boolean {
  if (scope === 'none' || scope === 'all') return scope === 'all';
  if (standing.tenantId !== viewer.tenantId) return false;
  if (scope === 'own') return standing.userId === viewer.userId;
  return scope === 'tenant' || standing.organizationId === viewer.organizationId;
}

/** The narrowest word for what somebody was seen to reach. */
export const narrowest = (viewer: Viewer, reached: Standing[]): Scope =>
  reached.length === 0
    ? 'none'
    : (SCOPES.find((scope) => reached.every((standing) => covers(scope, viewer, standing))) ?? 'all');
