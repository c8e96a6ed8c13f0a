import { ask } from './ask.ts';
import type { Step } from './step.ts';

const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
  ... on User { fullName organization { name tenant { name } } }
  ... on Organization { name users(first: 2) { nodes { username } } }
  ... on Portfolio { name owner { username } loans(first: 1) { nodes { loanId portfolio { name } } } } } }`;

/** What crosses from one subgraph to another. */
export const entitySteps: Step[] = [
  ask(
    'one thing by its id',
    (stage) => ({
      query:
        'query ($id: ID!) { node(id: $id) { __typename id ... on Portfolio { name owner { fullName } } } }',
      variables: { id: stage.kept('portfolio') },
    }),
    { as: 'analyst' },
  ),
  ask(
    'things of several subgraphs, one twice and one that there is not',
    (stage) => ({
      query: NODES,
      variables: {
        ids: ['portfolio', 'owner', 'organization', 'owner']
          .map((name) => stage.kept(name))
          .concat('TG9hbjo5OTk5OTk', 'nonsense'),
      },
    }),
    { as: 'admin' },
  ),
  ask(
    'the same, for another tenant',
    (stage) => ({
      query: NODES.replace('users(first: 2) { nodes { username } }', 'id'),
      variables: { ids: ['portfolio', 'owner', 'organization'].map((name) => stage.kept(name)) },
    }),
    { as: 'stranger' },
  ),
  ask(
    'a portfolio of another tenant',
    (stage) => ({
      query: 'query ($id: ID!) { portfolio(id: $id) { name owner { fullName } } }',
      variables: { id: stage.kept('portfolio') },
    }),
    { as: 'stranger' },
  ),
  ask(
    'the same under several names',
    (stage) => ({
      query: `query ($id: ID!) { a: portfolio(id: $id) { n: name m: name o: owner { f: fullName } }
        b: portfolio(id: $id) { ...P } me { role } } fragment P on Portfolio { owner { fullName email } loanCount }`,
      variables: { id: stage.kept('portfolio') },
    }),
    { as: 'admin' },
  ),
  ask(
    "a colleague's private fields, through a portfolio",
    (stage) => ({
      query: 'query ($id: ID!) { portfolio(id: $id) { name owner { fullName email } } }',
      variables: { id: stage.kept('portfolio') },
    }),
    { as: 'viewer' },
  ),
  ask(
    'what is left out',
    (stage) => ({
      query: `query ($id: ID!, $no: Boolean = false) { portfolio(id: $id) { name @skip(if: true)
        owner @include(if: $no) { fullName } currency organization { __typename id } } __typename }`,
      variables: { id: stage.kept('portfolio') },
    }),
    { as: 'analyst' },
  ),
  ask(
    'imports, with who made them',
    (stage) => ({
      query: `query ($id: ID!) { portfolio(id: $id) { importRuns(first: 3) { nodes { id kind totalRows fileSha256
        user { username } portfolio { name } } pageInfo { hasNextPage endCursor } } } }`,
      variables: { id: stage.kept('portfolio') },
    }),
    { as: 'manager' },
  ),
  ask(
    'tenants, organisations and their people',
    {
      query:
        '{ tenants { nodes { name organizations { nodes { name users { nodes { username role } } } } } } }',
    },
    { as: 'root' },
  ),
];
