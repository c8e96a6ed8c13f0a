import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DOCUMENT_MODES } from './gateway/documents/document-policy.ts';
import { subgraphNames } from './gateway/subgraphs.ts';
import { LOG_LEVELS } from './platform/log.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
/** As a browser writes it in `Origin`: a slash at its end would make it match nothing. */
const origin = z.string().regex(/^https?:\/\/[^/\s*]+$/, 'must be origins such as https://risk.example');
const proxy = z
  .union([z.enum(['loopback', 'linklocal', 'uniquelocal']), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
    error: 'must be addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
  })
  .refine((network) => !network.endsWith('/0'), 'must not trust everyone');
const postgresUrl = z.string().regex(/^postgres(?:ql)?:\/\//, 'must begin with postgresql://');
const redisUrl = z.string().regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://');
const secret = z
  .string()
  .refine((value) => Buffer.byteLength(value) >= 32, 'must have at least 32 bytes')
  .optional();
const subgraphs = list.pipe(
  z
    .array(z.enum(subgraphNames, `must be names of subgraphs: ${subgraphNames.join(', ')}`))
    .min(1, 'must name at least one subgraph'),
);
const rate = z.coerce.number().int().min(1).max(1_000_000);

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_REPLICA_URLS: list.pipe(z.array(postgresUrl)).default([]),
  REPLICA_MAX_LAG_MS: z.coerce.number().int().min(100).max(10_000).default(1_000),
  DATA_DIR: z.string().default('.data'),
  DEMO_DATA: flag.optional(),
  JWT_SECRET: secret,
  JWT_PREVIOUS_SECRET: secret,
  ADMIN_USERNAME: z
    .string()
    .regex(/^[\w.-]{3,50}$/, 'must have 3 to 50 letters, digits, . _ or -')
    .default('admin'),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').max(128).optional(),
  REDIS_URL: redisUrl.optional(),
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  TRUSTED_PROXIES: list.pipe(z.array(proxy)).default([]),
  RATE_LIMIT_PER_MINUTE: rate.default(100),
  LOGIN_LIMIT_PER_MINUTE: rate.default(5),
  IMPORT_LIMIT_PER_HOUR: rate.default(10),
  PERSISTED_DOCUMENTS: z.enum(DOCUMENT_MODES, `must be ${DOCUMENT_MODES.join(', ')}`).default('allow'),
  GIT_COMMIT: z.string().max(64).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be ${LOG_LEVELS.join(', ')}`).optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must begin with http:// or https://' })
    .optional(),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(1024).default(25),
  SUBGRAPHS: subgraphs.optional(),
  ROUTER_SECRET: secret,
});

/** Nothing of production is made up on the spot. */
const REQUIRED_IN_PRODUCTION = ['DATABASE_URL', 'JWT_SECRET', 'ADMIN_PASSWORD'];

/** Secrets, whole or in part. Each may come from a file, named by the variable with `_FILE` behind it. */
export const SECRETS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_REPLICA_URLS',
  'JWT_SECRET',
  'JWT_PREVIOUS_SECRET',
  'ADMIN_PASSWORD',
  'REDIS_URL',
  'METRICS_TOKEN',
  'ROUTER_SECRET',
];

export type Variables = Record<string, string | undefined>;

/** The names of all variables that are read. */
export const VARIABLES = Object.keys(environment.shape);

/** Every variable, as it is in force: parsed, with its default. */
export type Environment = z.output<typeof environment>;

/** Every fault of the environment, one a line. */
export class SettingsError extends Error {}

/** Parses the environment; throws SettingsError with all that is wrong in it. */
export function readEnvironment(variables: Variables): Environment {
  const faults: string[] = [];
  const given = withFiles(withoutBlanks(variables), faults);
  const values = environment.safeParse(given);
  for (const { path, message } of values.error?.issues ?? []) faults.push(`${path.join('.')} ${message}`);
  if (given.NODE_ENV === 'production') {
    const missing = REQUIRED_IN_PRODUCTION.filter((name) => !given[name]);
    faults.push(...missing.map((name) => `${name} is required in production`));
  }
  // The embedded PostgreSQL has an owner of its own, and no replica.
  for (const name of ['DATABASE_OWNER_URL', 'DATABASE_REPLICA_URLS'])
    if (given[name] && !given.DATABASE_URL) faults.push(`${name} needs DATABASE_URL`);
  if (given.SUBGRAPHS && !given.ROUTER_SECRET) faults.push('ROUTER_SECRET is required with SUBGRAPHS');
  if (faults.length > 0 || !values.data) throw new SettingsError(faults.join('\n'));
  return values.data;
}

const withoutBlanks = (variables: Variables) =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));

function withFiles(variables: Variables, faults: string[]) {
  const read = { ...variables };
  for (const name of SECRETS) {
    const file = variables[`${name}_FILE`];
    if (!file) continue;
    try {
      read[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      faults.push(`${name}_FILE cannot be read: ${(error as Error).message}`);
    }
  }
  return read;
}
