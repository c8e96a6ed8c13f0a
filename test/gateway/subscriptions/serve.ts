import { composeGraph } from '../../../src/gateway/compose.ts';
import type { House } from '../../../src/gateway/context.ts';
import { openHouse } from '../../../src/gateway/house.ts';
import { type ServerOptions, startServer } from '../../../src/gateway/server.ts';
import { entities, subgraphs } from '../../../src/gateway/subgraphs.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { connectDatabase } from '../../../src/platform/database/connect.ts';
import { createTokenSigner } from '../../../src/platform/security/token-signer.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { signAccessToken } from '../../../src/subgraphs/identity/login/access-token.ts';
import { TEST_SECRET } from '../../support/context.ts';
import type { TestDatabase } from '../../support/database.ts';

const RATES = { rateLimitPerMinute: 100_000, loginLimitPerMinute: 100_000, importLimitPerHour: 100_000 };

/** One process's worth of riskgraph: a pool, a house and a server of its own, on the test file's database. */
export interface ServedProcess {
  url: string;
  house: House;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  ask(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<any>;
  stop(): Promise<void>;
}

/** Serves with these limits of sockets; the rest as usual. */
export async function serve(
  database: TestDatabase,
  options: Partial<ServerOptions> = {},
): Promise<ServedProcess> {
  const orm = await connectDatabase(database.url, entities);
  const { schema } = await composeGraph(subgraphs);
  const house = openHouse(orm, schema, TEST_SECRET, systemClock);
  const { url, stop } = await startServer(schema, house, {
    host: '127.0.0.1',
    port: 0,
    isProduction: false,
    corsOrigins: ['https://bank.example'],
    trustedProxies: [],
    redisUrl: undefined,
    uploadLimitMb: 1,
    persistedDocuments: 'allow',
    commit: undefined,
    isEmbedded: false,
    metricsToken: undefined,
    playgroundDirectory: 'dist/playground',
    ...RATES,
    ...options,
  });
  return {
    url,
    house,
    async ask(viewer, query, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(viewer)}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async stop() {
      await stop();
      await orm.close();
    },
  };
}

/** A server for a test file, stopped at its end. */
export function useServer(database: TestDatabase, options: Partial<ServerOptions> = {}): () => ServedProcess {
  let served: ServedProcess | undefined;
  beforeAll(async () => {
    served = await serve(database, options);
  });
  afterAll(() => served?.stop());
  return () => served as ServedProcess;
}

const signer = createTokenSigner({ secret: TEST_SECRET }, systemClock);

/** An access token of the viewer's session, as signing in would give it. */
export const tokenOf = ({ userId, sessionId }: Viewer): string =>
  signAccessToken(signer, { userKey: userId, sessionKey: sessionId as string });

/** A token that runs out so soon. */
export const shortTokenOf = ({ userId, sessionId }: Viewer, seconds: number): string => {
  const claims = signer.verify(tokenOf({ userId, sessionId } as Viewer));
  return signer.sign({ typ: claims.typ, sub: claims.sub, sid: claims.sid }, seconds);
};

/** A subscription to a portfolio is one to its changes and one to its tenant's default rates: then it has begun. */
const TOPICS = 2;
export const runningOn = (served: ServedProcess): number => served.house.events.subscriptionCount / TOPICS;

/** Tells subscribers of a change that no row shows: a test can then choose when the event is heard. */
export const announceLoans = (database: TestDatabase, portfolioKey: string) =>
  database.query('select pg_notify(?, ?)', [
    'riskgraph_events',
    JSON.stringify({
      topic: `Portfolio:${portfolioKey}`,
      data: { kind: 'LOANS', dataVersion: '1', tenantKey: '1', organizationKey: '1', ownerKey: '1' },
    }),
  ]);

/** Waits until something is so; a test that waits in vain runs into its own time limit. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
