import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { EmbeddedFiles } from './files.ts';

const PASSWORD_BYTES = 24;

/** Made once. Everyone on the machine can connect to the port, so the server must not trust by address. */
export async function keptPassword({ password, cluster }: EmbeddedFiles): Promise<string> {
  if (existsSync(password)) return (await readFile(password, 'utf8')).trim();
  if (existsSync(cluster)) {
    throw new Error(
      `${password} is missing. Restore it, or delete ${cluster} to begin with an empty database.`,
    );
  }
  const made = randomBytes(PASSWORD_BYTES).toString('base64url');
  await writeFile(`${password}.new`, `${made}\n`, { mode: 0o600 });
  await rename(`${password}.new`, password);
  return made;
}
