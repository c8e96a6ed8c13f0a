import { existsSync } from 'node:fs';
import type { AtEnd } from '../deployment.ts';
import { freePort, run } from './programs.ts';

const PROGRAM = 'docker/federated/node_modules/@graphql-hive/gateway/dist/bin.js';
const CONFIG = 'docker/federated/gateway.config.ts';

/** What to install where there is no router. */
export const missingRouter = (): string | null =>
  existsSync(PROGRAM) ? null : 'Hive Gateway (npm ci --prefix docker/federated)';

/** Hive Gateway as the compose file runs it, before these subgraphs. Its URL. */
export async function startRouter(
  subgraphs: Record<string, string>,
  secret: string,
  atEnd: AtEnd,
  settings: Record<string, string> = {},
): Promise<string> {
  const port = await freePort();
  const urls = Object.entries(subgraphs).map(([name, url]) => `${name}=${url}/graphql`);
  const router = run(process.execPath, [PROGRAM, 'supergraph', '--config-path', CONFIG], {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    ROUTER_SECRET: secret,
    RATE_LIMIT_PER_MINUTE: '1000000',
    SUBGRAPH_URLS: urls.join(','),
    ...settings,
  });
  atEnd(router.stop);
  await router.listens(port);
  return `http://127.0.0.1:${port}`;
}
