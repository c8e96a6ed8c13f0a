import { readFileSync } from 'node:fs';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const postgresUrl = z.string().regex(/^postgres(?:ql)?:\/\//, 'must begin with postgresql://');

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  DATABASE_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default('.data'),
  DEMO_DATA: flag.optional(),
  JWT_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'must have at least 32 bytes')
    .optional(),
  ADMIN_USERNAME: z
    .string()
    .regex(/^[\w.-]{3,50}$/, 'must have 3 to 50 letters, digits, . _ or -')
    .default('admin'),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').max(128).optional(),
  CORS_ORIGINS: list.default([]),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(1024).default(25),
});

/** Nothing of production is made up on the spot. */
const REQUIRED_IN_PRODUCTION = ['DATABASE_URL', 'JWT_SECRET', 'ADMIN_PASSWORD'];

/** How riskgraph runs. The environment is read here and nowhere else. */
export interface Settings {
  isProduction: boolean;
  host: string;
  port: number;
  /** Unset: an embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  demoData: boolean;
  /** Unset outside production: made once and kept in `dataDir`. */
  jwtSecret: string | undefined;
  adminUsername: string;
  /** Unset outside production: made once and printed. */
  adminPassword: string | undefined;
  corsOrigins: string[];
  uploadLimitMb: number;
}

/** Secrets that may come from a file, named by the variable with `_FILE` behind it. */
const FROM_FILES = ['DATABASE_URL', 'JWT_SECRET', 'ADMIN_PASSWORD'];

/** Every fault of the environment, one a line. */
export class SettingsError extends Error {}

/** Parses the environment once; throws SettingsError with all faults. */
export function readSettings(variables: Record<string, string | undefined>): Settings {
  const faults: string[] = [];
  const given = withFiles(withoutBlanks(variables), faults);
  const values = environment.safeParse(given);
  for (const { path, message } of values.error?.issues ?? []) faults.push(`${path.join('.')} ${message}`);
  if (given.NODE_ENV === 'production') {
    const missing = REQUIRED_IN_PRODUCTION.filter((name) => !given[name]);
    faults.push(...missing.map((name) => `${name} is required in production`));
  }
  if (faults.length > 0 || !values.data) throw new SettingsError(faults.join('\n'));
  const { data } = values;
  return {
    isProduction: data.NODE_ENV === 'production',
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    demoData: data.DEMO_DATA ?? !data.DATABASE_URL,
    jwtSecret: data.JWT_SECRET,
    adminUsername: data.ADMIN_USERNAME,
    adminPassword: data.ADMIN_PASSWORD,
    corsOrigins: data.CORS_ORIGINS,
    uploadLimitMb: data.UPLOAD_LIMIT_MB,
  };
}

const withoutBlanks = (variables: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));

function withFiles(variables: Record<string, string | undefined>, faults: string[]) {
  const read = { ...variables };
  for (const name of FROM_FILES) {
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
