import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** All of the server's code, and what has become of its tables. */
const FOLDERS = ['src', 'migrations'];

/** A digest of the code that runs: another release may come to another result from the same data. */
export async function runningCode(root = ROOT): Promise<string> {
  const digest = createHash('sha256');
  for (const folder of FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name));
    const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
    for (const path of paths) digest.update(path.slice(root.length)).update(await readFile(path));
  }
  return digest.digest('base64url').slice(0, 16);
}
