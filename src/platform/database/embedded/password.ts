import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { EmbeddedFiles } from './files.ts';

const PASSWORD_BYTES = 24;

/** Made once. Everyone on the machine can connect to the port, so the server must not trust by address. */
export async function keptPassword({ password, cluster }: EmbeddedFiles): Promise<string> {
  if (!existsSync(password) && existsSync(cluster)) {
    throw new Error(
      `${password} is missing. Restore it, or delete ${cluster} to begin with an empty database.`,
    );
  }
  return madeOnce(password);
}

/** The application's: it is set anew at each start, so that a lost file is no loss. */
export const keptApplicationPassword = ({ applicationPassword }: EmbeddedFiles): Promise<string> =>
  madeOnce(applicationPassword);

async function madeOnce(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const made = randomBytes(PASSWORD_BYTES).toString('base64url');
  await writeFile(`${file}.new`, `${made}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}
