import { ask } from './ask.ts';
import type { Step } from './step.ts';

const nested = (depth: number): string =>
  depth === 0 ? 'id' : `portfolio { loans { nodes { ${nested(depth - 1)} } } }`;
const LOAN = `mutation ($id: ID!, $input: LoanInput!) { createLoan(portfolioId: $id, input: $input) { id } }`;
const ANALYTICS = `query ($id: ID!, $scenario: [ShockInput!], $filter: LoanFilter) { portfolio(id: $id) {
  analytics(scenario: $scenario, filter: $filter) { summary { totalLoans } } } }`;

/** Requests that are refused, whole or in part: a code of each kind. */
export const refusalSteps: Step[] = [
  ask('a document that is none', { query: '{ portfolios {' }, { as: 'analyst' }),
  ask('a field that there is not', { query: '{ portfolios { nodes { nam } } }' }, { as: 'analyst' }),
  ask('several faults', { query: '{ a b portfolio { id } me { role { x } } }' }, { as: 'analyst' }),
  ask(
    'a number where there should be a day',
    { query: '{ analytics(asOf: 5) { asOf } }' },
    { as: 'analyst' },
  ),
  ask('a day that there is not', { query: '{ analytics(asOf: "2026-02-30") { asOf } }' }, { as: 'analyst' }),
  ask(
    'an operation that there is not',
    { query: 'query A { me { role } }', operationName: 'B' },
    { as: 'analyst' },
  ),
  ask(
    'two operations, none chosen',
    { query: 'query A { me { role } } query B { me { role } }' },
    { as: 'analyst' },
  ),
  ask(
    'two operations, one chosen',
    { query: 'query A { me { role } } query B { me { fullName } }', operationName: 'B' },
    { as: 'analyst' },
  ),
  ask('nothing asked', {}, { as: 'analyst' }),
  ask('a query that is a number', { query: 5 }, { as: 'analyst' }),
  ask('variables that are a list', { query: '{ me { role } }', variables: [1] }, { as: 'analyst' }),
  ask(
    'too deep',
    { query: `{ portfolios { nodes { loans { nodes { ${nested(4)} } } } } }` },
    { as: 'analyst' },
  ),
  ask(
    'too many aliases',
    { query: `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }` },
    { as: 'analyst' },
  ),
  ask('too long', { query: `{ ${'__typename '.repeat(2100)} }` }, { as: 'analyst' }),
  ask(
    'too costly',
    { query: '{ portfolios(first: 100) { nodes { loans(first: 100) { nodes { loanId } } } } }' },
    { as: 'analyst' },
  ),
  ask('a page that is too long', { query: '{ portfolios(first: 101) { nodes { id } } }' }, { as: 'analyst' }),
  ask(
    'a page that is too long, by a variable',
    { query: 'query ($n: Int) { portfolios(first: $n) { nodes { id } } }', variables: { n: 0 } },
    { as: 'analyst' },
  ),
  ask('a variable that is missing', { query: ANALYTICS }, { as: 'analyst' }),
  ask(
    'variables of the wrong kinds',
    (stage) => ({
      query: ANALYTICS,
      variables: {
        id: stage.kept('portfolio'),
        filter: { amountFrom: 'much', creditRating: ['X'], and: [{ nonsense: 1 }] },
      },
    }),
    { as: 'analyst' },
  ),
  ask(
    'a shock with two keys',
    (stage) => ({
      query: ANALYTICS,
      variables: {
        id: stage.kept('portfolio'),
        scenario: [{ notchDown: { notches: 1 }, removeLoan: { loanId: 'MM-0001' } }],
      },
    }),
    { as: 'analyst' },
  ),
  ask(
    'a shock at a loan that there is not',
    (stage) => ({
      query: ANALYTICS,
      variables: { id: stage.kept('portfolio'), scenario: [{ removeLoan: { loanId: 'none' } }] },
    }),
    { as: 'analyst' },
  ),
  ask(
    'a cursor of another order',
    (stage) => ({
      query: 'query ($id: ID!) { portfolio(id: $id) { name loans(after: "nonsense") { nodes { id } } } }',
      variables: { id: stage.kept('portfolio') },
    }),
    { as: 'analyst' },
  ),
  ask(
    'analytics of a portfolio that there is not',
    { query: '{ analytics(portfolioIds: ["UG9ydGZvbGlvOjk5OTk"]) { asOf } me { role } }' },
    { as: 'analyst' },
  ),
  ask('nobody asks for portfolios', { query: '{ portfolios { nodes { id } } }' }),
  ask('a viewer asks for the audit log', { query: '{ auditLog { nodes { id } } }' }, { as: 'viewer' }),
  ask(
    'a viewer asks for users beside portfolios',
    { query: '{ users { nodes { id } } portfolios { nodes { name } } }' },
    { as: 'viewer' },
  ),
  ask(
    "an analyst's write",
    { query: 'mutation { createPortfolio(input: { name: "Mine" }) { id } }' },
    { as: 'analyst' },
  ),
  ask(
    'a loan that is wrong in all its fields',
    (stage) => ({
      query: LOAN,
      variables: {
        id: stage.kept('portfolio'),
        input: {
          loanId: '',
          borrower: '',
          amount: '-1',
          rate: '5000',
          sector: '',
          maturityDate: '1800-01-01',
          status: 'PERFORMING',
        },
      },
    }),
    { as: 'manager' },
  ),
  ask(
    'a loan that lacks fields',
    (stage) => ({
      query: LOAN,
      variables: { id: stage.kept('portfolio'), input: { loanId: 'x' } },
    }),
    { as: 'manager' },
  ),
  ask(
    'the deletion of a loan that there is not',
    { query: 'mutation { deleteLoan(id: "TG9hbjo5OTk5OTk") { id } }' },
    { as: 'manager' },
  ),
  ask(
    'a subscription that is no stream',
    { query: 'subscription { portfolioChanged(portfolioId: "x") { kind } }' },
    { as: 'analyst' },
  ),
  ask(
    'the schema',
    {
      query:
        '{ __schema { queryType { name } mutationType { fields { name } } } __type(name: "Portfolio") { name description fields { name type { kind name ofType { name } } } } }',
    },
    { as: 'analyst' },
  ),
  ask(
    'what only a router may ask',
    { query: '{ _service { sdl } _entities(representations: []) { __typename } }' },
    { as: 'root' },
  ),
  {
    name: 'a body that is no JSON',
    play: (stage) => stage.send({ headers: { 'content-type': 'application/json' }, body: '{' }),
  },
  {
    name: 'a form of another site',
    play: (stage) =>
      stage.send({ headers: { 'content-type': 'text/plain' }, body: '{"query":"{ me { role } }"}' }),
  },
  {
    name: 'a bare GET',
    play: (stage) => stage.send({ method: 'GET', path: '/graphql?query=%7B__typename%7D' }),
  },
  {
    name: 'a mutation by GET',
    play: (stage) =>
      stage.send({
        method: 'GET',
        path: '/graphql?query=mutation%7Blogout%7D',
        headers: { 'apollo-require-preflight': 'true', ...stage.tokenOf('analyst') },
      }),
  },
  {
    name: 'a query by GET',
    play: (stage) =>
      stage.send({
        method: 'GET',
        path: '/graphql?query=%7Bme%7Brole%7D%7D',
        headers: { 'apollo-require-preflight': 'true', ...stage.tokenOf('analyst') },
      }),
  },
];
