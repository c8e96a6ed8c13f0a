import { forbidden } from '../../platform/errors.ts';
import { refusalOf } from '../../platform/graphql/context.ts';
import {
  admins,
  allowIf,
  anyone,
  type RuleMap,
  signedIn,
  superAdmins,
} from '../../platform/security/rules.ts';
import { mayReadAccount } from './user/account-access.ts';
import type { User } from './user/user.type.ts';

/** What of a user is for oneself and administrators; the name alone is for everyone of the tenant. */
const accountReaders = allowIf((context, _args, user) => {
  const { viewer } = context;
  if (!viewer) return refusalOf(context);
  return mayReadAccount(viewer, user as User)
    ? true
    : forbidden('Only the name of this user is yours to read.');
});

/** Someone who signed in: a leaked API key must not make others, nor end its owner's sessions. */
const withinSession = allowIf((context) => {
  const { viewer } = context;
  if (!viewer) return refusalOf(context);
  return viewer.sessionId ? true : forbidden('This needs a session. An API key has none.');
});

/** Who may ask for what at all. Which rows they then see is decided in the SQL. */
export const identityRules: RuleMap = {
  Query: {
    me: signedIn,
    user: signedIn,
    users: admins,
    organizations: admins,
    tenants: superAdmins,
    sessions: signedIn,
    apiKeys: signedIn,
    auditLog: admins,
    verifyAuditLog: admins,
  },
  Mutation: {
    login: anyone,
    refreshSession: anyone,
    logout: withinSession,
    endSession: withinSession,
    register: admins,
    updateProfile: withinSession,
    changePassword: withinSession,
    updateUser: admins,
    resetPassword: admins,
    unlockUser: admins,
    createTenant: superAdmins,
    createOrganization: admins,
    createApiKey: withinSession,
    revokeApiKey: signedIn,
  },
  Tenant: { organizations: admins },
  Organization: { users: admins },
  User: {
    email: accountReaders,
    role: accountReaders,
    isActive: accountReaders,
    createdAt: accountReaders,
    updatedAt: accountReaders,
    lastLoginAt: accountReaders,
  },
};
