import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeWith, schemaComposeCommand } from '../../src/cli/schema-compose.ts';
import { runCommand } from '../support/run-command.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'riskgraph-compose-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const ESG = 'esg=examples/subgraph/esg.graphql';
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const writeSdl = async (name: string, sdl: string) => {
  const file = join(directory, name);
  await writeFile(file, sdl);
  return file;
};

test('without anything it prints the supergraph that stands in schema/', async () => {
  const { text } = await runCommand(schemaComposeCommand);
  expect(text).toBe(await readFile('schema/supergraph.graphql', 'utf8'));
});

test('it takes in the subgraphs of others, and where each is', async () => {
  const output = join(directory, 'supergraph.graphql');
  const { text } = await runCommand(
    schemaComposeCommand,
    ...['--with', ESG, '--url', 'esg=http://127.0.0.1:4001/graphql'],
    ...['--url', 'credit=https://credit.example/graphql', '--output', output],
  );
  expect(text).toBe('');
  const supergraph = await readFile(output, 'utf8');
  expect(supergraph).toContain('ESG @join__graph(name: "esg", url: "http://127.0.0.1:4001/graphql")');
  expect(supergraph).toContain('CREDIT @join__graph(name: "credit", url: "https://credit.example/graphql")');
  expect(supergraph).toContain(
    'IDENTITY @join__graph(name: "identity", url: "http://identity:4000/graphql")',
  );
  expect(supergraph).toMatch(/esgScore: Int @join__field\(graph: ESG\)/);
  expect(supergraph).toMatch(/esgSource: String @join__field\(graph: ESG\).*@inaccessible/);
});

test('all that does not compose is told at once', async () => {
  const conflicting = await writeSdl(
    'conflicting.graphql',
    `${LINK} type Portfolio @key(fields: "id") { id: ID! name: Int! } type Loan @key(fields: "loanId") { loanId: ID! }`,
  );
  const composing = composeWith({ conflicting });
  await expect(composing).rejects.toThrow('Portfolio.name');
  await expect(composing).rejects.toThrow('Loan.loanId');
});

test('what cannot be read is told with its file', async () => {
  const broken = await writeSdl('broken.graphql', 'type {');
  const faults = composeWith({ broken, missing: join(directory, 'missing.graphql') });
  await expect(faults).rejects.toThrow(`${broken}: Syntax Error`);
  await expect(faults).rejects.toThrow('missing.graphql');
});

test('names and addresses that cannot be are told at once', async () => {
  const faults = composeWith({ credit: 'esg.graphql' }, { prediction: 'http://x', node: 'ftp://x' });
  await expect(faults).rejects.toThrow(
    [
      '--with credit: a subgraph of ours has this name.',
      '--url prediction: there is no such subgraph. There are: identity, credit, reporting, node.',
      '--url node: must begin with http:// or https://.',
    ].join('\n'),
  );
});
