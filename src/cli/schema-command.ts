import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { composeGraph } from '../gateway/compose.ts';
import { manifestFile } from '../gateway/documents/manifest-file.ts';
import { schemaFiles } from '../gateway/schema-files.ts';
import { subgraphs } from '../gateway/subgraphs.ts';
import { type Named, withOthers } from './named-option.ts';
import { checkAgainstRelease, writeRelease } from './released-schema.ts';
import { composeWith, schemaComposeCommand } from './schema-compose.ts';
import { schemaPrintCommand } from './schema-print.ts';

/** The files by name, made of the code and of the documents that stand in `operations` beside them. */
async function emit(directory: string): Promise<Record<string, string>> {
  const operations = join(directory, 'operations');
  const names = await readdir(operations, { recursive: true });
  const files = names.filter((name) => name.endsWith('.graphql'));
  const texts = await Promise.all(files.map((name) => readFile(join(operations, name), 'utf8')));
  return {
    ...schemaFiles(await composeGraph(subgraphs)),
    'persisted-documents.json': manifestFile(texts),
  };
}

export const schemaCommand = new Command('schema')
  .description('The emitted schema files')
  .addCommand(
    new Command('write')
      .description('Write them')
      .argument('[directory]', 'where', 'schema')
      .action(async (directory: string) => {
        await mkdir(directory, { recursive: true });
        for (const [name, text] of Object.entries(await emit(directory)))
          await writeFile(join(directory, name), text);
      }),
  )
  .addCommand(
    new Command('check')
      .description('Fail if they differ from the code, or break what was released')
      .argument('[directory]', 'where', 'schema')
      .addOption(withOthers())
      .action(async (directory: string, { with: others }: { with: Named }) => {
        await check(directory);
        if (Object.keys(others).length === 0) return;
        await composeWith(others);
        console.log(`The subgraphs compose with ${Object.keys(others).join(', ')}.`);
      }),
  )
  .addCommand(schemaPrintCommand)
  .addCommand(schemaComposeCommand)
  .addCommand(
    new Command('release')
      .description('Keep the public schema as the released one')
      .argument('[directory]', 'where', 'schema')
      .action(async (directory: string) => writeRelease(directory, await check(directory))),
  );

/** Answers the public schema, once nothing is wrong with it. */
async function check(directory: string): Promise<string> {
  const files = await emit(directory);
  const stale: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const written = await readFile(join(directory, name), 'utf8').catch(() => '');
    if (written !== text) stale.push(join(directory, name));
  }
  if (stale.length > 0) throw new Error(`Differs from the code: ${stale.join(', ')}. Run: npm run schema`);
  console.log('The schema files equal the code.');
  const publicSdl = files['public.graphql'] as string;
  await checkAgainstRelease(directory, publicSdl);
  return publicSdl;
}
