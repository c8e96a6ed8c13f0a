import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parse } from 'graphql';
import { composeGraph } from '../gateway/compose.ts';
import { composeSupergraph } from '../gateway/federated/supergraph.ts';
import { subgraphNames, subgraphs } from '../gateway/subgraphs.ts';
import { type Named, namedOption, withOthers } from './named-option.ts';

interface ComposeOptions {
  with: Named;
  url: Named;
  output?: string;
}

export const schemaComposeCommand = new Command('compose')
  .description('Make the supergraph that a router reads; fail with all that does not compose')
  .addOption(withOthers())
  .addOption(namedOption('--url <name=url>', 'where a subgraph is; http://NAME:4000/graphql unless given'))
  .option('--output <file>', 'write it there, once it composes, instead of printing it')
  .action(async ({ with: others, url: urls, output }: ComposeOptions) => {
    const supergraph = await composeWith(others, urls);
    if (output) await writeFile(output, supergraph);
    else process.stdout.write(supergraph);
  });

/** The supergraph of our subgraphs and of others. Throws all that is wrong with what was given, or with the graph. */
export async function composeWith(others: Named, urls: Named = {}): Promise<string> {
  const known = new Set([...subgraphNames, ...Object.keys(others)]);
  const faults = [...takenNames(others), ...strangeUrls(urls, known)];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const read = await Promise.allSettled(Object.entries(others).map(readSubgraph));
  const unread = read.filter((result) => result.status === 'rejected').map(({ reason }) => reason.message);
  if (unread.length > 0) throw new Error(unread.join('\n'));
  const theirs = read.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  const { parts } = await composeGraph(subgraphs);
  return composeSupergraph([...parts, ...theirs].map(({ name, sdl }) => ({ name, sdl, url: urls[name] })));
}

const takenNames = (others: Named): string[] =>
  Object.keys(others)
    .filter((name) => subgraphNames.includes(name))
    .map((name) => `--with ${name}: a subgraph of ours has this name.`);

const strangeUrls = (urls: Named, known: Set<string>): string[] =>
  Object.entries(urls).flatMap(([name, url]) => {
    if (!known.has(name))
      return `--url ${name}: there is no such subgraph. There are: ${[...known].join(', ')}.`;
    return /^https?:\/\//.test(url) && URL.canParse(url)
      ? []
      : `--url ${name}: must begin with http:// or https://.`;
  });

async function readSubgraph([name, file]: [string, string]) {
  const sdl = await readFile(file, 'utf8');
  try {
    parse(sdl);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
  return { name, sdl };
}
