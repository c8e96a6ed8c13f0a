import { readFile } from 'node:fs/promises';
import { schemaPrintCommand } from '../../src/cli/schema-print.ts';
import { runCommand } from '../support/run-command.ts';

const print = async (...words: string[]) => (await runCommand(schemaPrintCommand, ...words)).text;

test.each([
  ['what clients see, unless asked for another', [], 'public'],
  ['what a router reads', ['supergraph'], 'supergraph'],
  ['a subgraph', ['node'], 'node'],
])('prints %s', async (_, words, file) => {
  expect(await print(...words)).toBe(await readFile(`schema/${file}.graphql`, 'utf8'));
});

test('names what there is where it is asked for something else', async () => {
  await expect(print('prediction')).rejects.toThrow(
    'There is no prediction. There are: identity, credit, reporting, node, supergraph, public.',
  );
});
