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

function complaintOf(program: ClientProgram, { code, signal, stderr, message }: Failure): string {
  if (code === 'ENOENT') return `There is no ${program} on the PATH. ${INSTALL}`;
  return stderr?.trim() || (signal ? `${program} was ended by ${signal}.` : `${program}: ${message}`);
}

const INSTALL =
  "Install PostgreSQL's client programs, of the server's version or newer (Debian: postgresql-client).";

/** The version of a program, such as 17.2. Throws where it is older than what it is to read. */
export async function requireClient(
  program: ClientProgram,
  least: { version: string; of: string },
  url: string,
): Promise<string> {
  const printed = await runClient(program, ['--version'], url);
  const version = /\(PostgreSQL\) ([\w.]+)/.exec(printed)?.[1] ?? '0';
  if (Number.parseInt(version, 10) >= Number.parseInt(least.version, 10)) return version;
  throw new Error(`${program} is of PostgreSQL ${version}, and ${least.of} of ${least.version}. ${INSTALL}`);
}
