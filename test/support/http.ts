import { composeGraph } from '../../src/gateway/compose.ts';
import { openHouse } from '../../src/gateway/house.ts';
import { type ServerOptions, startServer } from '../../src/gateway/server.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { TEST_SECRET } from './context.ts';
import type { TestDatabase } from './database.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  body: any;
}

export interface TestServer {
  readonly url: string;
  /** Posts a document, with a token if given. */
  ask(document: string, variables?: Record<string, unknown>, token?: string): Promise<Answer>;
  /** Signs in and returns the access token. */
  signIn(username: string, password: string): Promise<string>;
  /** Posts a document with a file in the variable at `path`, as browsers do. */
  upload(
    document: string,
    variables: Record<string, unknown>,
    path: string,
    file: Blob,
    token: string,
  ): Promise<Answer>;
}

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';

/** Rates that no test meets by chance. */
const RATES = { rateLimitPerMinute: 100_000, loginLimitPerMinute: 100_000, importLimitPerHour: 100_000 };

/** The real server on a port of its own, on the test file's database. */
export function useTestServer(
  database: TestDatabase,
  playgroundDirectory = 'dist/playground',
  overrides: Partial<ServerOptions> = {},
): TestServer {
  let running: { url: string; stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    const { schema } = await composeGraph(subgraphs);
    const house = openHouse(database.orm, schema, TEST_SECRET, systemClock);
    const options = {
      host: '127.0.0.1',
      port: 0,
      isProduction: false,
      corsOrigins: [],
      trustedProxies: [],
      redisUrl: undefined,
      uploadLimitMb: 1,
      persistedDocuments: 'allow' as const,
      playgroundDirectory,
      ...RATES,
      ...overrides,
    };
    running = await startServer(schema, house, options);
  });
  afterAll(() => running?.stop());

  const post = async (
    body: string | FormData,
    headers: Record<string, string>,
    token?: string,
  ): Promise<Answer> => {
    const authorization = token ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(`${running?.url}/graphql`, {
      method: 'POST',
      body,
      headers: { ...headers, ...authorization } as Record<string, string>,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  };
  const server: TestServer = {
    get url() {
      return (running as { url: string }).url;
    },
    ask: (query, variables, token) =>
      post(JSON.stringify({ query, variables }), { 'content-type': 'application/json' }, token),
    async signIn(usernameOrEmail, password) {
      const { body } = await server.ask(LOGIN, { input: { usernameOrEmail, password } });
      return body.data.login.accessToken;
    },
    upload(query, variables, path, file, token) {
      const form = new FormData();
      form.set('operations', JSON.stringify({ query, variables }));
      form.set('map', JSON.stringify({ file: [`variables.${path}`] }));
      form.set('file', file, 'file.csv');
      return post(form, { 'apollo-require-preflight': 'true' }, token);
    },
  };
  return server;
}
