import { builtFile } from '../built.ts';
import { DOCUMENT_FOLDER, documentIn, type Question } from '../queries/questions.ts';
import { persistedHash } from './persisted.ts';
import { toGraph } from './postgraphile/to-graph.ts';
import { graphql, type Variant } from './variant.ts';

const here = (path: string) => new URL(path, import.meta.url);
const asItIs = (data: unknown) => data;
const query = ({ document, variables }: Question) =>
  graphql({ query: documentIn(DOCUMENT_FOLDER, document), variables });

/** Hand-written SQL behind node:http: what all others are divided by. */
export const limit: Variant = {
  name: 'limit',
  script: here('limit/server.ts'),
  asks: ({ name, variables }) => [{ path: `/${name}`, body: JSON.stringify({ variables }) }],
  toGraph: asItIs,
};

/** The server as it is started by `npm start`. */
export const riskgraph: Variant = {
  name: 'riskgraph',
  script: builtFile('main.js'),
  asks: (question) => (question.name === 'Q3' ? [persisted(question), query(question)] : [query(question)]),
  toGraph: asItIs,
};

const persisted = ({ document, variables }: Question) => {
  const sha256Hash = persistedHash(documentIn(DOCUMENT_FOLDER, document)!);
  return graphql({ extensions: { persistedQuery: { version: 1, sha256Hash } }, variables });
};

const apolloDefault: Variant = {
  name: 'apollo-default',
  script: here('apollo-default/server.ts'),
  asks: (question) => [query(question)],
  toGraph: asItIs,
};

const POSTGRAPHILE_DOCUMENTS = here('postgraphile/queries/');

const postgraphile: Variant = {
  name: 'postgraphile',
  script: here('postgraphile/server.ts'),
  asks({ document, portfolio, variables: { id, ...variables } }) {
    const text = documentIn(POSTGRAPHILE_DOCUMENTS, document);
    return text ? [graphql({ query: text, variables: { ...variables, key: portfolio?.key } })] : [];
  },
  toGraph,
};

/** Only asked what crosses subgraphs: for all else it would do the same as the one merged schema, and more. */
const federationGateway: Variant = {
  name: 'federation-gateway',
  script: here('federation-gateway/server.ts'),
  asks: (question) => (question.name === 'Q6' ? [query(question)] : []),
  toGraph: asItIs,
};

export const variants = [limit, riskgraph, apolloDefault, postgraphile, federationGateway];
