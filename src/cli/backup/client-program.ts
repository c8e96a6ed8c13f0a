import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { connectionVariables } from './connection-variables.ts';

/** PostgreSQL's own, which come with its client. */
export type ClientProgram = 'pg_dump' | 'pg_restore';

/** Runs one of PostgreSQL's programs on a database; answers what it printed. Throws what it complained of. */
export async function runClient(
  program: ClientProgram,
  args: string[],
  url: string,
  signal?: AbortSignal,
): Promise<string> {
  const env = { ...process.env, ...connectionVariables(url) };
  try {
    return (await promisify(execFile)(program, args, { env, signal, maxBuffer: Infinity })).stdout;
  } catch (failure) {
    signal?.throwIfAborted();
    throw new Error(complaintOf(program, failure as Failure), { cause: failure });
  }
}

type Failure = Error & { code?: unknown; signal?: string; stderr?: string };

const complaintOf = (program: ClientProgram, { signal, stderr, message }: Failure): string =>
  stderr?.trim() || (signal ? `${program} was ended by ${signal}.` : `${program}: ${message}`);

/** The version of a program, such as 17.2. Throws where it is missing, or older than what it is to read. */
export async function requireClient(
  program: ClientProgram,
  least: { version: string; of: string },
  url: string,
): Promise<string> {
  const version = await versionOf(program, url);
  if (version !== null && majorOf(version) >= majorOf(least.version)) return version;
  const found = version ? `${program} is of PostgreSQL ${version}` : `There is no ${program} on the PATH`;
  throw new Error(
    `${found}, and ${least.of} is of ${least.version}. Install PostgreSQL's client programs, ` +
      `of version ${majorOf(least.version)} or newer (Debian: postgresql-client-${majorOf(least.version)}).`,
  );
}

const majorOf = (version: string): number => Number.parseInt(version, 10);

async function versionOf(program: ClientProgram, url: string): Promise<string | null> {
  try {
    const printed = await runClient(program, ['--version'], url);
    return /\(PostgreSQL\) ([\w.]+)/.exec(printed)?.[1] ?? '0';
  } catch (error) {
    if (((error as Error).cause as Failure).code === 'ENOENT') return null;
    throw error;
  }
}
