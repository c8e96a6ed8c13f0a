import { statementsDuring } from '../../support/count-statements.ts';
import { type TestDatabase, useTestDatabase } from '../../support/database.ts';
import { type Answer, type TestServer, useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';

type Variables = Record<string, unknown>;

export interface Refusal {
  code: string;
  message: string;
  /** The places of its issues, as `filter.sector`. */
  places: string[];
  extensions: Record<string, unknown>;
}

export interface Asked {
  server: TestServer;
  database: TestDatabase;
  readonly token: string;
  /** Asks, and asserts that the request was refused whole, and that no statement was run for it. */
  refused(document: string, variables?: Variables): Promise<Refusal>;
  /** Asks, and asserts that the request was executed, whatever came of it. */
  executed(document: string, variables?: Variables): Promise<Answer['body']>;
}

/** The real server, and somebody signed in. */
export function useAsked(): Asked {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let token = '';
  beforeAll(async () => {
    await seedIdentity(database);
    token = await server.signIn('a.portfolio_manager', PASSWORD);
  });
  return {
    server,
    database,
    get token() {
      return token;
    },
    async refused(document, variables) {
      let answer: Answer | undefined;
      const statements = await statementsDuring(database.orm, async () => {
        answer = await server.ask(document, variables, token);
      });
      expect(statements).toEqual([]);
      return refusalIn(answer as Answer);
    },
    async executed(document, variables) {
      const { status, body } = await server.ask(document, variables, token);
      expect([status, 'data' in body, body]).toEqual([200, true, body]);
      return body;
    },
  };
}

/** What a refused request was told: once, with a status that says whose fault it is, and without `data`. */
export function refusalIn({ status, body }: Answer): Refusal {
  expect([status, 'data' in body, body.errors?.length]).toEqual([400, false, 1]);
  const [{ message, extensions }] = body.errors;
  const places = (extensions.issues ?? []).map(({ path }: { path: unknown[] }) => path.join('.'));
  return { code: extensions.code, message, places, extensions };
}
