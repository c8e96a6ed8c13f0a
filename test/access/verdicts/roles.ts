import { ROLES, type RoleName } from '../../../src/platform/security/viewer.ts';
import type { Scope } from '../scope.ts';

export type ByRole = Record<RoleName, Scope>;

/** One word a role, in their order: VIEWER ANALYST PORTFOLIO_MANAGER ADMIN SUPER_ADMIN. */
function byRole(words: string): ByRole {
  const scopes = words.split(' ') as Scope[];
  return Object.fromEntries(ROLES.map((role, index) => [role, scopes[index]])) as ByRole;
}

// The rows of the design's table "Who may do what". Written from there, never from the rules in the code.

/** Portfolios and all that hangs on them. */
export const BOOKS = byRole('organisation organisation own tenant all');
/** What-if, reports, exports and dry runs: not for viewers. */
export const WHAT_IF = byRole('none organisation own tenant all');
/** Who changes portfolios. */
export const WRITERS = byRole('none none own tenant all');
/** Who makes portfolios: of one's own. */
export const MAKERS = byRole('none none own own own');
/** Users, organisations, the audit log. */
export const ADMINS = byRole('none none none tenant all');
/** The table of default rates, of which a request sees the viewer's own tenant's. */
export const RATES = byRole('none none none tenant tenant');
/** Trusted documents: whoever is of the tenant runs them, and nobody else. */
export const DOCUMENTS = byRole('tenant tenant tenant tenant tenant');
/** Who registers documents: of one's own. */
export const REGISTRARS = byRole('none own own own own');
/** Who withdraws documents; whose, is said beside. */
export const WITHDRAWERS = byRole('none tenant tenant tenant tenant');
export const SUPER_ADMINS = byRole('none none none none all');
/** One's own profile, sessions and API keys. */
export const SELF = byRole('own own own own own');
/** An account: one's own, or as an administrator. */
export const ACCOUNT = byRole('own own own tenant all');
/** Names: of users, organisations and the tenant itself. */
export const NAMES = byRole('tenant tenant tenant tenant all');
