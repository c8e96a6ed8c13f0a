import type { Corner } from '../lenders/corner.ts';

type ValueOf = (corner: Corner) => string;

const text =
  (words: string): ValueOf =>
  ({ name }) =>
    `${words} of-${name}`;
const id =
  (type: string): ValueOf =>
  ({ ids }) =>
    ids[type] as string;

const LOAN_TEXTS = {
  loanId: id('loanId'),
  borrower: id('borrower'),
  borrowerGroup: text('Group'),
  sector: text('Sector'),
  country: text('Country'),
};

const of = (type: string, values: Record<string, ValueOf>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${type}.${name}`, value]));

/** What somebody else's corner has for a position, so that it names something of theirs. */
export const VALUES: Record<string, ValueOf> = {
  ...of('LoanFilter', { ...LOAN_TEXTS, search: ({ name }) => `of-${name}` }),
  ...of('LoanInput', LOAN_TEXTS),
  ...of('UpdateLoanInput', LOAN_TEXTS),
  'AuditFilter.entityId': id('User'),
  'AuditFilter.userId': id('User'),
  'ChangeLoanInput.loanId': id('loanId'),
  'CreateApiKeyInput.name': text('Key'),
  'CreateOrganizationInput.name': id('organizationName'),
  'CreateOrganizationInput.tenantId': id('Tenant'),
  'CreatePortfolioInput.description': text('About'),
  'CreatePortfolioInput.name': text('Portfolio'),
  'ImportLoansInput.portfolioId': id('Portfolio'),
  'ImportRatingHistoryInput.portfolioId': id('Portfolio'),
  'Portfolio.borrower.name': id('borrower'),
  'Portfolio.borrowers.search': id('borrower'),
  'Portfolio.loan.loanId': id('loanId'),
  'Query.document.name': id('documentName'),
  'Query.documents.name': id('documentName'),
  'Query.portfolios.search': ({ name }) => `of-${name}`,
  'Query.users.search': id('username'),
  'RegisterDocumentInput.description': text('About'),
  'RegisterDocumentInput.name': id('documentName'),
  'RegisterInput.fullName': id('username'),
  'RegisterInput.organizationId': id('Organization'),
  'RemoveLoanInput.loanId': id('loanId'),
  'UpdatePortfolioInput.description': text('About'),
  'UpdatePortfolioInput.name': text('Portfolio'),
  'UpdatePortfolioInput.ownerId': id('User'),
  'UpdateProfileInput.fullName': id('username'),
  'UpdateUserInput.fullName': id('username'),
  'UpdateUserInput.organizationId': id('Organization'),
};

/** Unique over the whole installation: that a name is taken is the one thing that another tenant can be told. */
export const UNIQUE: Record<string, ValueOf> = {
  'CreateTenantInput.name': id('tenantName'),
  'RegisterInput.email': id('email'),
  'RegisterInput.username': id('username'),
  'UpdateProfileInput.email': id('email'),
};

/** What all of a tenant share: of these only another tenant's is somebody else's. */
export const SHARED = ['Query.document.name', 'Query.documents.name'];

/** What names nothing that is anybody's: secrets, and words of a closed list. */
export const NO_NAMES = [
  'AuditFilter.entityType',
  'ChangePasswordInput.currentPassword',
  'ChangePasswordInput.newPassword',
  'CreatePortfolioInput.currency',
  'LoginInput.password',
  'LoginInput.usernameOrEmail',
  'Mutation.resetPassword.newPassword',
  'RefreshSessionInput.refreshToken',
  'RegisterDocumentInput.body',
  'RegisterDocumentInput.lists',
  'RegisterInput.password',
];
