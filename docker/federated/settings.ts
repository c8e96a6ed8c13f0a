import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GatewayConfigSupergraph } from '@graphql-hive/gateway';

type Variables = Record<string, string | undefined>;

export interface Settings {
  host: string;
  port: number;
  /** The file. */
  supergraph: string;
  routerSecret: string;
  /** Of whoever shows the same token or key, or has the same address. */
  rateLimitPerMinute: number;
  /** Where several routers count together. */
  redisUrl: string | undefined;
  persistedDocuments: 'allow' | 'log' | 'only';
  transports: GatewayConfigSupergraph['transportEntries'];
  /** Where the subgraph is that knows the tenants' documents. */
  reportingUrl: string;
}

const SUPERGRAPH = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));
const MODES = ['allow', 'log', 'only'] as const;

/** What the router reads of its environment; throws with all that is wrong. */
export function readSettings(variables: Variables): Settings {
  const faults: string[] = [];
  const routerSecret = secret(variables, 'ROUTER_SECRET', faults);
  const mode = variables.PERSISTED_DOCUMENTS ?? 'allow';
  const persistedDocuments = MODES.find((known) => known === mode);
  if (!persistedDocuments) faults.push(`PERSISTED_DOCUMENTS must be ${MODES.join(', ')}`);
  const port = number(variables, 'PORT', 4000, faults);
  const rateLimitPerMinute = number(variables, 'RATE_LIMIT_PER_MINUTE', 100, faults);
  const transports = transportsOf(variables.SUBGRAPH_URLS ?? '', faults);
  if (faults.length > 0) throw new Error(`The settings are wrong:\n${faults.join('\n')}`);
  return {
    host: variables.HOST ?? '127.0.0.1',
    port,
    supergraph: variables.SUPERGRAPH ?? SUPERGRAPH,
    routerSecret,
    rateLimitPerMinute,
    redisUrl: variables.REDIS_URL || undefined,
    persistedDocuments: persistedDocuments ?? 'allow',
    transports,
    reportingUrl: transports?.reporting?.location ?? 'http://reporting:4000/graphql',
  };
}

function secret(variables: Variables, name: string, faults: string[]): string {
  const file = variables[`${name}_FILE`];
  try {
    const value = file ? readFileSync(file, 'utf8').trim() : (variables[name] ?? '');
    if (Buffer.byteLength(value) < 32) faults.push(`${name} must have at least 32 bytes`);
    return value;
  } catch (error) {
    faults.push(`${name}_FILE cannot be read: ${(error as Error).message}`);
    return '';
  }
}

function number(variables: Variables, name: string, usual: number, faults: string[]): number {
  const value = Number(variables[name] || usual);
  if (!Number.isInteger(value) || value < 1) faults.push(`${name} must be a whole number above 0`);
  return value;
}

/** `credit=http://10.0.0.7:4000/graphql,…` where a subgraph is elsewhere than the supergraph says. */
function transportsOf(list: string, faults: string[]): Settings['transports'] {
  const entries = list
    .split(',')
    .filter(Boolean)
    .map((entry) => {
      const [name = '', ...url] = entry.split('=');
      const location = url.join('=');
      if (!URL.canParse(location)) faults.push(`SUBGRAPH_URLS has no URL for "${name}"`);
      return [name, { location }];
    });
  return Object.fromEntries(entries);
}
