import type { RoleName } from '../../../src/platform/security/viewer.ts';
import {
  ACCOUNT,
  ADMINS,
  type ByRole,
  MAKERS,
  RATES,
  REGISTRARS,
  SELF,
  SUPER_ADMINS,
  WHAT_IF,
  WITHDRAWERS,
  WRITERS,
} from './roles.ts';

export interface MutationVerdict {
  /** Whose things each role may change, or make; `anyone`: without having signed in, too. */
  reach: ByRole | 'anyone';
  /** Whether the arguments name a thing. Somebody else's is NOT_FOUND then. */
  names: boolean;
  /** Whether it needs a session: an API key may not. */
  session?: boolean;
  /** Further refusals, by corner: FORBIDDEN for these roles, although the thing is within their reach. */
  but?: Record<string, RoleName[]>;
}

/** The accounts of SUPER_ADMINs, and what is theirs, are for SUPER_ADMINs only. */
const NOT_ABOVE: MutationVerdict['but'] = { superAdmin: ['ADMIN'] };
const NOT_ONESELF = ['ADMIN', 'SUPER_ADMIN'] satisfies RoleName[];

/** What a colleague registered is for administrators to withdraw. */
const COLLEAGUES: MutationVerdict['but'] = {
  colleague: ['ANALYST', 'PORTFOLIO_MANAGER'],
  otherDesk: ['ANALYST', 'PORTFOLIO_MANAGER'],
};

/** Every field of Mutation. A field with an argument in brackets is asked with that argument. */
export const MUTATIONS: Record<string, MutationVerdict> = {
  changePassword: { reach: SELF, names: false, session: true },
  createApiKey: { reach: SELF, names: false, session: true },
  createLoan: { reach: WRITERS, names: true },
  createOrganization: { reach: ADMINS, names: true },
  createPortfolio: { reach: MAKERS, names: false },
  createTenant: { reach: SUPER_ADMINS, names: false },
  deleteLoan: { reach: WRITERS, names: true },
  deletePortfolio: { reach: WRITERS, names: true },
  endSession: { reach: SELF, names: true, session: true },
  importDefaultRates: { reach: RATES, names: false },
  importLoans: { reach: WRITERS, names: true },
  'importLoans(dryRun)': { reach: WHAT_IF, names: true },
  importRatingHistory: { reach: WRITERS, names: true },
  'importRatingHistory(dryRun)': { reach: WHAT_IF, names: true },
  login: { reach: 'anyone', names: false },
  logout: { reach: SELF, names: false, session: true },
  refreshSession: { reach: 'anyone', names: false },
  register: { reach: ADMINS, names: true },
  registerDocument: { reach: REGISTRARS, names: false, session: true },
  resetPassword: { reach: ADMINS, names: true, but: { ...NOT_ABOVE, mine: NOT_ONESELF } },
  revokeApiKey: { reach: ACCOUNT, names: true, but: NOT_ABOVE },
  unlockUser: { reach: ADMINS, names: true, but: NOT_ABOVE },
  updateLoan: { reach: WRITERS, names: true },
  updatePortfolio: { reach: WRITERS, names: true },
  updateProfile: { reach: SELF, names: false, session: true },
  updateUser: { reach: ADMINS, names: true, but: NOT_ABOVE },
  withdrawDocument: { reach: WITHDRAWERS, names: true, session: true, but: COLLEAGUES },
};
