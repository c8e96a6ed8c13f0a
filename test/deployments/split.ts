import { serve } from '../faults/support/served.ts';
import { type Recipe, SETTINGS } from './deployment.ts';
import { missingRouter, startRouter } from './processes/router.ts';

const ROUTER_SECRET = 'a secret of the router, of 32 bytes and more';
/** Those of one process; several are one subgraph to the router, by whichever name it asks. */
const PROCESSES = [['identity'], ['credit'], ['reporting', 'node']];

/** Subgraphs in processes of their own, behind the router. */
export const split: Recipe = {
  name: 'subgraphs behind Hive Gateway',
  missing: missingRouter,
  exceptions: {
    'a portfolio of another tenant, over a socket':
      'The router tells what it refuses over a socket with its code, but without a path and a place in the document.',
  },
  async start(databaseUrl, atEnd) {
    const startSubgraphs = async (names: string[]) => {
      const settings = {
        ...SETTINGS,
        SUBGRAPHS: names.join(','),
        ROUTER_SECRET,
        TRUSTED_PROXIES: '127.0.0.1',
      };
      const { url, end } = await serve(databaseUrl, settings);
      atEnd(() => end('SIGTERM'));
      return names.map((name) => [name, url] as const);
    };
    const urls = Object.fromEntries((await Promise.all(PROCESSES.map(startSubgraphs))).flat());
    return {
      url: await startRouter(urls, ROUTER_SECRET, atEnd),
      processes: [...new Set(Object.values(urls))],
    };
  },
};
