import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupFiles } from './backup-files.ts';

/** As `sha256sum` writes them, so that `sha256sum -c` checks them, too. */
export const checksumLine = (sum: string, file: string): string => `${sum}  ${basename(file)}\n`;

export async function sha256Of(file: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(file), sum);
  return sum.digest('hex');
}

export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** Throws where one of a backup's files is not what was written, with all that differ. */
export async function requireChecksums({ dump, manifest, checksums }: BackupFiles): Promise<void> {
  const lines = (await readFile(checksums, 'utf8')).split('\n').map((line) => `${line}\n`);
  const faults: string[] = [];
  for (const file of [manifest, dump]) {
    const line = checksumLine(await sha256Of(file), file);
    if (!lines.includes(line)) faults.push(`${file} is not what was written: its checksum is another.`);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
