import { composeGraph } from '../../src/gateway/compose.ts';
import { asOneSubgraph } from '../../src/gateway/federated/one-subgraph.ts';
import { openHouse } from '../../src/gateway/house.ts';
import { type ServerOptions, startServer } from '../../src/gateway/server.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { TEST_SECRET } from './context.ts';
import type { TestDatabase } from './database.ts';
import { type GraphClient, graphClient } from './graph-client.ts';

export type { Answer } from './graph-client.ts';

export interface TestServer extends GraphClient {
  readonly url: string;
}

/** Rates that no test meets by chance. */
const RATES = { rateLimitPerMinute: 100_000, loginLimitPerMinute: 100_000, importLimitPerHour: 100_000 };

/** The real server on a port of its own, on the test file's database; of some subgraphs alone, where they are named. */
export function useTestServer(
  database: TestDatabase,
  playgroundDirectory = 'dist/playground',
  overrides: Partial<ServerOptions> = {},
  served?: string[],
): TestServer {
  let running: { url: string; stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    const { schema, parts } = await composeGraph(subgraphs);
    const house = openHouse(database.orm, schema, TEST_SECRET, systemClock);
    const alone = served && asOneSubgraph(parts.filter(({ name }) => served.includes(name)));
    const options = {
      host: '127.0.0.1',
      port: 0,
      isProduction: false,
      corsOrigins: [],
      trustedProxies: [],
      redisUrl: undefined,
      uploadLimitMb: 1,
      persistedDocuments: 'allow' as const,
      commit: undefined,
      isEmbedded: false,
      metricsToken: undefined,
      playgroundDirectory,
      ...RATES,
      ...overrides,
    };
    running = await startServer(alone ?? schema, house, options);
  });
  afterAll(() => running?.stop());

  const url = () => (running as { url: string }).url;
  return {
    get url() {
      return url();
    },
    ...graphClient(url),
  };
}
