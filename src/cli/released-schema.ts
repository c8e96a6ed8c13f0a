import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, todayUtc } from '../platform/clock.ts';
import { schemaChanges, undatedDeprecations } from './schema-changes.ts';

/** The public schema as the last release had it. */
const FILE = 'released.graphql';

const FORMAT = '"Use x instead. Removed after 2027-03-31."';

/** Prints what may surprise the clients of the last release. Throws what breaks them, and which deprecation has no day. */
export async function checkAgainstRelease(directory: string, publicSdl: string): Promise<void> {
  const undated = undatedDeprecations(publicSdl);
  if (undated.length > 0)
    throw new Error(lines(`Deprecated without a day of removal, as in ${FORMAT}:`, undated));
  const path = join(directory, FILE);
  const { breaking, dangerous } = await schemaChanges(
    await readFile(path, 'utf8'),
    publicSdl,
    todayUtc(systemClock),
  );
  if (dangerous.length > 0) console.log(lines('Clients of the last release may be surprised by:', dangerous));
  if (breaking.length > 0)
    throw new Error(
      lines(`Breaks clients of the last release, ${path} (see docs/schema-changes.md):`, breaking),
    );
  console.log('The schema breaks nothing of the last release.');
}

/** From now on this is what clients were promised. */
export async function writeRelease(directory: string, publicSdl: string): Promise<void> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const heading = `# The public schema of riskgraph ${version}. Written at its release: riskgraph schema release\n\n`;
  await writeFile(join(directory, FILE), heading + publicSdl);
}

const lines = (heading: string, items: string[]) => [heading, ...items].join('\n  ');
