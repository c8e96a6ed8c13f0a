import { join } from 'node:path';

export const JWT_SECRET = 'a secret for the benchmark, of 32 bytes and more';
export const ADMIN_USERNAME = 'admin';
/** Of the administrator and of whoever else signs in. */
export const PASSWORD = 'Correct-horse-1';

const NO_LIMIT = '1000000';
const UPLOAD_LIMIT_MB = '1024';

/** The settings of every server. The limits are on, and too high to be met. */
export const serverEnvironment = (databaseUrl: string, directory: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  BENCH_BUILD: process.env.BENCH_BUILD,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: '0',
  DATABASE_URL: databaseUrl,
  DATA_DIR: join(directory, 'server-data'),
  DEMO_DATA: 'false',
  JWT_SECRET,
  ADMIN_USERNAME,
  ADMIN_PASSWORD: PASSWORD,
  PERSISTED_DOCUMENTS: 'allow',
  RATE_LIMIT_PER_MINUTE: NO_LIMIT,
  LOGIN_LIMIT_PER_MINUTE: NO_LIMIT,
  IMPORT_LIMIT_PER_HOUR: NO_LIMIT,
  UPLOAD_LIMIT_MB,
});
