import type { Person } from '../people.ts';
import { ask } from './ask.ts';
import type { Step } from './step.ts';

const CREATE = `mutation ($input: CreatePortfolioInput!) { createPortfolio(input: $input) {
  id name currency version owner { username organization { name } } organization { name } loanCount totalExposure } }`;
const CREATE_LOAN = `mutation ($id: ID!, $input: LoanInput!) { createLoan(portfolioId: $id, input: $input) {
  id loanId amount rate version portfolio { loanCount totalExposure owner { fullName } } } }`;
const UPDATE_LOAN = `mutation ($id: ID!, $input: UpdateLoanInput!) { updateLoan(id: $id, input: $input) {
  loanId rate version portfolio { dataVersion owner { fullName } } } }`;
const LOAN = {
  ...{ loanId: 'D-1', borrower: 'Deployed Ltd', amount: '1000.5', rate: '5.25', sector: 'Retail' },
  ...{ maturityDate: '2031-06-30', creditRating: 'BB', status: 'PERFORMING' },
};
const TRAIL = `query ($id: ID!) { auditLog(first: 5, filter: { entityId: $id }) { nodes {
  action entityType changes at user { username } ipAddress } } }`;

const updateLoan = (name: string, input: object): Step =>
  ask(name, (stage) => ({ query: UPDATE_LOAN, variables: { id: stage.kept('new loan'), input } }), {
    as: 'manager',
  });

const TWO_CHANGES = `mutation ($id: ID!) { updateProfile(input: { fullName: "Maya" }) { id }
  updatePortfolio(id: $id, input: { description: "Traced." }) { id } }`;
const REQUEST_IDS = '{ auditLog(first: 2) { nodes { entityType requestId } } }';

/** The id that a client is told stands with all that its request has changed, in whichever subgraph. */
const requestIdInTrail: Step = {
  name: 'one id of a request, in all its audit entries',
  async play(stage) {
    const post = (person: Person, body: object) =>
      fetch(`${stage.deployment.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-request-id': 'chosen-by-the-client',
          ...stage.tokenOf(person),
        },
        body: JSON.stringify(body),
      });
    const told = await post('manager', {
      query: TWO_CHANGES,
      variables: { id: stage.kept('new portfolio') },
    });
    const trail = await (await post('admin', { query: REQUEST_IDS })).text();
    const text = trail.replaceAll(String(told.headers.get('x-request-id')), '<the id that was told>');
    return { status: told.status, headers: {}, text };
  },
};

/** Changes, and what is on record of them. */
export const writeSteps: Step[] = [
  ask(
    'a new portfolio',
    { query: CREATE, variables: { input: { name: 'Deployed', description: 'As it is served.' } } },
    { as: 'manager', keep: ({ createPortfolio }, stage) => stage.keep('new portfolio', createPortfolio.id) },
  ),
  ask(
    'a new loan',
    (stage) => ({ query: CREATE_LOAN, variables: { id: stage.kept('new portfolio'), input: LOAN } }),
    { as: 'manager', keep: ({ createLoan }, stage) => stage.keep('new loan', createLoan.id) },
  ),
  ask(
    'a loan that is there already',
    (stage) => ({ query: CREATE_LOAN, variables: { id: stage.kept('new portfolio'), input: LOAN } }),
    { as: 'manager' },
  ),
  updateLoan('a changed loan', { rate: '6', expectedVersion: 1 }),
  updateLoan('a lost update', { rate: '7', expectedVersion: 1 }),
  ask(
    'the change is read',
    (stage) => ({
      query: 'query ($id: ID!) { loan(id: $id) { rate version portfolio { name owner { username } } } }',
      variables: { id: stage.kept('new loan') },
    }),
    { as: 'manager' },
  ),
  requestIdInTrail,
  ask('its audit trail', (stage) => ({ query: TRAIL, variables: { id: stage.kept('new loan') } }), {
    as: 'admin',
  }),
  ask(
    'two changes of two subgraphs in one request',
    (stage) => ({
      query: `mutation ($id: ID!) { updateProfile(input: { fullName: "Maya L." }) { fullName }
      updatePortfolio(id: $id, input: { name: "Renamed" }) { name version owner { fullName } } }`,
      variables: { id: stage.kept('new portfolio') },
    }),
    { as: 'manager' },
  ),
  ask(
    'three changes, the second of which fails',
    (stage) => ({
      query: `mutation ($id: ID!) { a: updatePortfolio(id: $id, input: { name: "A" }) { name }
      b: updatePortfolio(id: $id, input: { name: "" }) { name }
      c: updatePortfolio(id: $id, input: { name: "C" }) { name } }`,
      variables: { id: stage.kept('new portfolio') },
    }),
    { as: 'manager' },
  ),
  ask(
    'the same, where they may be null',
    (stage) => ({
      query: 'query ($id: ID!) { portfolio(id: $id) { name version } }',
      variables: { id: stage.kept('new portfolio') },
    }),
    { as: 'manager' },
  ),
  ask(
    'a new account',
    (stage) => ({
      query:
        'mutation ($input: RegisterInput!) { register(input: $input) { username email role organization { name } } }',
      variables: {
        input: {
          ...{
            username: 'new.person',
            email: 'new@example.test',
            password: 'Correct-horse-2',
            role: 'VIEWER',
          },
          organizationId: stage.kept('organization'),
        },
      },
    }),
    { as: 'admin' },
  ),
  ask(
    'a new account that is wrong',
    (stage) => ({
      query: 'mutation ($input: RegisterInput!) { register(input: $input) { username } }',
      variables: {
        input: {
          ...{ username: 'x', email: 'no', password: 'short', role: 'VIEWER' },
          organizationId: stage.kept('organization'),
        },
      },
    }),
    { as: 'admin' },
  ),
  ask(
    'a new API key',
    {
      query:
        'mutation { createApiKey(input: { name: "Nightly", role: ANALYST }) { secret apiKey { id name role persistedOnly prefix } } }',
    },
    {
      as: 'analyst',
      keep({ createApiKey }, stage) {
        stage.keep('API key', createApiKey.secret);
        stage.keep('id of the API key', createApiKey.apiKey.id);
      },
    },
  ),
  ask(
    'the key asks',
    { query: '{ me { username role } portfolios { nodes { name owner { fullName } } } }' },
    { headers: (stage) => ({ 'x-api-key': stage.kept('API key') }) },
  ),
  ask(
    'the key asks for what needs a session',
    { query: 'mutation { logout }' },
    { headers: (stage) => ({ 'x-api-key': stage.kept('API key') }) },
  ),
  ask(
    'the key is revoked',
    (stage) => ({
      query: 'mutation ($id: ID!) { revokeApiKey(id: $id) { name revokedAt } }',
      variables: { id: stage.kept('id of the API key') },
    }),
    { as: 'analyst' },
  ),
  ask(
    'and refused',
    { query: '{ portfolios { nodes { name } } }' },
    { headers: (stage) => ({ 'x-api-key': stage.kept('API key') }) },
  ),
  ask(
    'a portfolio goes',
    (stage) => ({
      query: 'mutation ($id: ID!) { deletePortfolio(id: $id) { id } }',
      variables: { id: stage.kept('new portfolio') },
    }),
    { as: 'manager' },
  ),
  ask(
    'and is not found any more',
    (stage) => ({
      query: 'query ($id: ID!) { portfolio(id: $id) { name } node(id: $id) { id } }',
      variables: { id: stage.kept('new portfolio') },
    }),
    { as: 'manager' },
  ),
];
