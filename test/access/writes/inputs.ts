import { randomUUID } from 'node:crypto';
import type { RoleName } from '../../../src/platform/security/viewer.ts';
import { loanFile, sent } from '../../subgraphs/credit/import/desk.ts';
import { PASSWORD } from '../../support/identity-fixtures.ts';
import type { Corner } from '../lenders/corner.ts';

export const NEW_PASSWORD = 'Quartz-Lantern-4!';

const LOAN = {
  borrower: 'Somebody',
  amount: '100.00',
  rate: '5',
  sector: 'Retail',
  maturityDate: '2030-01-01',
  status: 'PERFORMING',
};

export const RATES_FILE = 'credit_rating,default_probability,recovery_rate,risk_weight\nBB,0.02,0.4,1.1';
const RATINGS_FILE = 'loan_id,snapshot_date,credit_rating';

/** A name that nobody has. */
const newName = () => `new-${randomUUID().slice(0, 8)}`;

const loans = ({ ids }: Corner, more = {}) => ({
  input: { portfolioId: ids.Portfolio, file: sent(loanFile({ loan_id: newName() })), ...more },
});
const ratings = ({ ids }: Corner, more = {}) => ({
  input: {
    portfolioId: ids.Portfolio,
    file: sent(`${RATINGS_FILE}\n${ids.loanId},2026-01-31,BB`),
    ...more,
  },
});

type Inputs = (corner: Corner, role: RoleName) => Record<string, unknown>;

/** The variables of each mutation, so that it changes something of a corner. */
export const INPUTS: Record<string, Inputs> = {
  changePassword: () => ({ input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } }),
  createApiKey: (_, role) => ({ input: { name: newName(), role } }),
  createLoan: ({ ids }) => ({ portfolioId: ids.Portfolio, input: { ...LOAN, loanId: newName() } }),
  createOrganization: ({ ids }) => ({ input: { tenantId: ids.Tenant, name: newName() } }),
  createPortfolio: () => ({ input: { name: newName() } }),
  createTenant: () => ({ input: { name: newName() } }),
  deleteLoan: ({ ids }) => ({ id: ids.Loan }),
  deletePortfolio: ({ ids }) => ({ id: ids.Portfolio }),
  endSession: ({ ids }) => ({ id: ids.Session }),
  importDefaultRates: () => ({ file: sent(RATES_FILE) }),
  importLoans: (corner) => loans(corner),
  'importLoans(dryRun)': (corner) => loans(corner, { dryRun: true }),
  importRatingHistory: (corner) => ratings(corner),
  'importRatingHistory(dryRun)': (corner) => ratings(corner, { dryRun: true }),
  login: ({ ids }) => ({ input: { usernameOrEmail: ids.username, password: PASSWORD } }),
  logout: () => ({ everywhere: false }),
  refreshSession: ({ ids }) => ({ input: { refreshToken: ids.refreshToken } }),
  register: ({ ids }) => ({ input: { ...newAccount(), organizationId: ids.Organization } }),
  registerDocument: () => ({ input: { name: newName(), body: 'query { me { id } }' } }),
  resetPassword: ({ ids }) => ({ userId: ids.User, newPassword: NEW_PASSWORD }),
  revokeApiKey: ({ ids }) => ({ id: ids.ApiKey }),
  unlockUser: ({ ids }) => ({ id: ids.User }),
  updateLoan: ({ ids }) => ({ id: ids.Loan, input: { rate: '6' } }),
  updatePortfolio: ({ ids }) => ({ id: ids.Portfolio, input: { description: newName() } }),
  updateProfile: () => ({ input: { fullName: newName() } }),
  updateUser: ({ ids }) => ({ id: ids.User, input: { fullName: newName() } }),
  withdrawDocument: ({ ids }) => ({ id: ids.TrustedDocument }),
};

function newAccount() {
  const name = newName();
  return { username: name, email: `${name}@example.test`, password: NEW_PASSWORD, role: 'VIEWER' };
}
