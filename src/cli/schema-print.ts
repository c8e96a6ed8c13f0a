import { Command } from 'commander';
import { composeGraph } from '../gateway/compose.ts';
import { schemaFiles } from '../gateway/schema-files.ts';
import { subgraphs } from '../gateway/subgraphs.ts';

export const schemaPrintCommand = new Command('print')
  .description('Print a schema as the code has it')
  .argument('[name]', 'public (what clients see), supergraph (what a router reads), or a subgraph', 'public')
  .action(async (name: string) => {
    const files = new Map(Object.entries(schemaFiles(await composeGraph(subgraphs))));
    const text = files.get(`${name}.graphql`);
    const names = [...files.keys()].map((file) => file.replace('.graphql', ''));
    if (text === undefined) throw new Error(`There is no ${name}. There are: ${names.join(', ')}.`);
    process.stdout.write(text);
  });
