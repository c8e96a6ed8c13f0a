import { readFileSync } from 'node:fs';
import { ask } from './ask.ts';
import type { Step } from './step.ts';

interface Operation {
  id: string;
  name: string;
  body: string;
}

const { operations }: { operations: Operation[] } = JSON.parse(
  readFileSync('schema/persisted-documents.json', 'utf8'),
);
const own = (name: string) => {
  const found = operations.find((operation) => operation.name === name);
  if (!found) throw new Error(`schema/persisted-documents.json has no ${name}.`);
  return found;
};
const list = own('PortfolioList');
const loans = own('Loans');

/** Trusted documents, called in every way. */
export const documentSteps: Step[] = [
  ask('a document by its hash', { documentId: `sha256:${list.id}` }, { as: 'analyst' }),
  ask('a document by its name', { documentId: list.name, variables: { first: 1 } }, { as: 'analyst' }),
  ask(
    "a document as Apollo's clients call it",
    { extensions: { persistedQuery: { version: 1, sha256Hash: list.id } } },
    { as: 'analyst' },
  ),
  ask(
    'a document by its hash and its text',
    { query: list.body, documentId: `sha256:${list.id}` },
    { as: 'analyst' },
  ),
  ask(
    'a longer page, by a document',
    (stage) => ({
      documentId: `sha256:${loans.id}`,
      variables: { portfolioId: stage.kept('portfolio'), first: 200 },
    }),
    { as: 'analyst' },
  ),
  ask(
    'a hash that is not of the text',
    { query: '{ __typename }', documentId: `sha256:${list.id}` },
    { as: 'analyst' },
  ),
  ask('a document that there is not', { documentId: `sha256:${'0'.repeat(64)}` }, { as: 'analyst' }),
  ask(
    'a document that there is not, as Apollo asks',
    { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } },
    { as: 'analyst' },
  ),
  ask('an id that is none', { documentId: '../etc' }, { as: 'analyst' }),
  {
    name: 'a document by GET',
    play: (stage) =>
      stage.send({
        method: 'GET',
        path: `/graphql?documentId=${list.name}&variables=${encodeURIComponent('{"first":1}')}`,
        headers: { 'apollo-require-preflight': 'true', ...stage.tokenOf('analyst') },
      }),
  },
  ask(
    'a new document',
    {
      query:
        'mutation ($input: RegisterDocumentInput!) { registerDocument(input: $input) { documentId name version registeredBy { fullName } } }',
      variables: {
        input: {
          name: 'book-by-name',
          body: 'query Books($n: Int) { portfolios(first: $n) { nodes { name } } }',
        },
      },
    },
    { as: 'analyst' },
  ),
  ask(
    'the new document by its name',
    { documentId: 'book-by-name', variables: { n: 500 } },
    { as: 'analyst' },
  ),
  ask('the new document, for another tenant', { documentId: 'book-by-name' }, { as: 'stranger' }),
];
