import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const manifest = z.object({
  /** Of riskgraph. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** Of the server, and of the program that wrote the dump. */
  postgresql: z.string(),
  pgDump: z.string(),
  /** The names of those that had run. */
  migrations: z.array(z.string()),
  /** Where each audit chain ended: what `audit verify --anchor` takes. */
  auditHeads: z.array(z.object({ tenantKey: z.string(), name: z.string(), anchor: z.string() })),
  /** How many each table had. */
  rows: z.record(z.string(), z.number()),
});

/** What a dump is of: all of it read in the dump's own snapshot. */
export type Manifest = z.output<typeof manifest>;

export const writtenManifest = (described: Manifest): string => `${JSON.stringify(described, null, 2)}\n`;

export async function readManifest(file: string): Promise<Manifest> {
  const read = manifest.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (read.data) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${file} is no backup's: ${faults.join('; ')}`);
}
