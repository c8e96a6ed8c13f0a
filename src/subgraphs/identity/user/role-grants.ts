import { forbidden } from '../../../platform/errors.ts';
import { ROLES, type RoleName, type Viewer } from '../../../platform/security/viewer.ts';

/** Who may give which role, to users and to API keys. The roles are not a ladder, so it is a table. */
const MAY_GIVE: Record<RoleName, readonly RoleName[]> = {
  VIEWER: ['VIEWER'],
  ANALYST: ['ANALYST', 'VIEWER'],
  PORTFOLIO_MANAGER: ['PORTFOLIO_MANAGER'],
  ADMIN: ROLES.filter((role) => role !== 'SUPER_ADMIN'),
  SUPER_ADMIN: ROLES,
};

export const mayGive = (giver: RoleName, role: RoleName): boolean => MAY_GIVE[giver].includes(role);

/** Throws FORBIDDEN where the viewer may not give that role. */
export function requireMayGive(viewer: Viewer, role: RoleName): void {
  if (!mayGive(viewer.role, role)) throw forbidden(`Your role cannot give the role ${role}.`);
}
