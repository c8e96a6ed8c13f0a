import { readFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import manifest from '../../../schema/persisted-documents.json' with { type: 'json' };
import { composeWith } from '../../../src/cli/schema-compose.ts';
import { type Admitted, type Edge, openEdge, type Refused } from '../../../src/gateway/edge/edge.ts';
import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';

const BOOKS = 'query Books($n: Int) { portfolios(first: $n) { nodes { name owner { fullName email } } } }';
const supergraph = readFileSync('schema/supergraph.graphql', 'utf8');
const nobodysDocument = async () => null;

describe('the edge before a router', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge('allow', supergraph);
  });

  const admit = (request: object, transport: 'GET' | 'POST' | 'events' = 'POST', find = nobodysDocument) =>
    edge.admit(request, transport, find) as Promise<Admitted & Refused>;
  const codes = ({ errors }: Refused) => errors.map(({ extensions }) => extensions?.code);

  it('lets through what is harmless, with what it costs', async () => {
    const { query, cost, isTrusted, answer } = await admit({ query: BOOKS, variables: { n: 5 } });
    expect([query, cost.estimate, isTrusted, answer]).toEqual([BOOKS, 11, false, null]);
  });

  it.each([
    ['no document', { query: '{' }, ['GRAPHQL_PARSE_FAILED']],
    ['two unknown fields', { query: '{ a b }' }, ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED']],
    ['what only a router may ask', { query: '{ _service { sdl } }' }, ['GRAPHQL_VALIDATION_FAILED']],
    ['an operation that there is not', { query: BOOKS, operationName: 'B' }, ['BAD_USER_INPUT']],
    ['a page that is too long', { query: BOOKS, variables: { n: 101 } }, ['BAD_USER_INPUT']],
    ['a variable of another kind', { query: BOOKS, variables: { n: 'all' } }, ['BAD_USER_INPUT']],
    ['an id that is none', { documentId: '../etc' }, ['BAD_USER_INPUT']],
    ['a document that nobody has', { documentId: 'unheard-of' }, ['PERSISTED_QUERY_NOT_FOUND']],
  ])('refuses %s', async (_, request, expected) => {
    expect(codes(await admit(request))).toEqual(expected);
  });

  it('refuses a mutation that comes by a link, and a subscription that cannot be told', async () => {
    const byGet = await admit({ query: 'mutation { logout }' }, 'GET');
    expect([codes(byGet), byGet.http]).toEqual([
      ['BAD_USER_INPUT'],
      { status: 405, headers: { allow: 'POST' } },
    ]);
    const changes = { query: 'subscription { portfolioChanged(portfolioId: "x") { kind } }' };
    expect(codes((await admit(changes)).answer as unknown as Refused)).toEqual(['BAD_USER_INPUT']);
    expect((await admit(changes, 'events')).answer).toBeNull();
  });

  it("knows riskgraph's own documents by their hashes, and asks for a tenant's", async () => {
    const [own] = manifest.operations.filter(({ name }) => name === 'PortfolioList');
    const called = await admit({
      extensions: { persistedQuery: { version: 1, sha256Hash: own?.id } },
      variables: { first: 5 },
    });
    expect([called.query, called.isTrusted]).toEqual([own?.body, true]);
    const asked: unknown[] = [];
    const registered = await edge.admit(
      { documentId: 'books', variables: { n: 500 } },
      'POST',
      async ({ name }) => {
        asked.push(name);
        return { id: documentIdOf(BOOKS), body: BOOKS };
      },
    );
    expect([asked, (registered as Admitted).isTrusted]).toEqual([['books'], true]);
  });

  it('runs nothing but trusted documents where it is told to', async () => {
    const strict = await openEdge('only', supergraph);
    const refused = (await strict.admit({ query: BOOKS }, 'POST', nobodysDocument)) as Refused;
    expect(codes(refused)).toEqual(['PERSISTED_QUERY_REQUIRED']);
  });

  it("knows what another team's subgraph adds, with our own costs and bounds, and nothing that is for subgraphs alone", async () => {
    const joined = await openEdge('allow', await composeWith({ esg: 'examples/subgraph/esg.graphql' }));
    const asked = async (query: string) =>
      (await joined.admit({ query }, 'POST', nobodysDocument)) as Admitted & Refused;
    const { cost } = await asked('{ portfolios(first: 3) { nodes { esgScore name } } }');
    expect(cost.estimate).toBe(4);
    expect(codes(await asked('{ portfolios(first: 101) { nodes { esgScore } } }'))).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(codes(await asked('{ portfolios { nodes { esgSource } } }'))).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });

  it("tells the schema itself, in the one process's order", async () => {
    const { answer } = await admit({ query: '{ __schema { queryType { name } } }' });
    expect(answer?.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it("says where in the client's document an error is, once, and masks what is not ours", async () => {
    const admitted = await admit({ query: BOOKS });
    const path = ['portfolios', 'nodes', 0, 'owner', 'email'];
    const fault = () => new GraphQLError('Not yours.', { path, extensions: { code: 'FORBIDDEN' } });
    const surprise = new GraphQLError('connect 10.0.0.7', { path: ['portfolios'] });
    const { errors } = edge.shown(
      { data: null, errors: [fault(), fault(), surprise] },
      admitted,
      'request-1',
    );
    expect(JSON.parse(JSON.stringify(errors))).toEqual([
      {
        message: 'Not yours.',
        locations: [{ line: 1, column: 78 }],
        path,
        extensions: { code: 'FORBIDDEN' },
      },
      {
        message: 'Something went wrong on our side.',
        locations: [{ line: 1, column: 24 }],
        path: ['portfolios'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
      },
    ]);
  });
});
