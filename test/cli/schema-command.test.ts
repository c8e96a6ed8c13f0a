import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaCommand } from '../../src/cli/schema-command.ts';
import { runCommand } from '../support/run-command.ts';

let directory: string;
let released: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'riskgraph-schema-'));
  await cp('schema', directory, { recursive: true });
  released = await fileText('released.graphql');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const fileText = (name: string) => readFile(join(directory, name), 'utf8');
const release = (text: string) => writeFile(join(directory, 'released.graphql'), text);

const run = async (word: string, ...more: string[]) =>
  (await runCommand(schemaCommand, word, directory, ...more)).text;

test('what is checked in equals the code, and breaks nothing of the last release', async () => {
  expect(await run('check')).toMatch(
    /The schema files equal the code\.[\s\S]*The schema breaks nothing of the last release\.\n$/,
  );
});

test('a field of the release that is gone fails the check, and is no next release', async () => {
  const before = released.replace('type Query {', 'type Query {\n  gone: Int\n');
  await release(before);
  const words = /Breaks clients of the last release[\s\S]*Query\.gone: Field 'gone' was removed/;
  await expect(run('check')).rejects.toThrow(words);
  await expect(run('release')).rejects.toThrow(words);
  expect(await fileText('released.graphql')).toBe(before);
});

test('it may be gone where its day has passed', async () => {
  const reason = '@deprecated(reason: "Use me instead. Removed after 2026-01-01.")';
  await release(released.replace('type Query {', `type Query {\n  gone: Int ${reason}\n`));
  expect(await run('check')).toContain('The schema breaks nothing of the last release.');
});

test('without a release there is nothing to hold to, and the check fails rather than not looking', async () => {
  await rm(join(directory, 'released.graphql'));
  await expect(run('check')).rejects.toThrow('released.graphql');
});

test('a release keeps the public schema, under the version', async () => {
  await release('type Query { me: User } type User { id: ID! }');
  await run('release');
  expect(await fileText('released.graphql')).toBe(
    `# The public schema of riskgraph 0.1.0. Written at its release: riskgraph schema release\n\n${await fileText('public.graphql')}`,
  );
});

test('the check sees whether another team still composes, as --with says', async () => {
  const esg = ['--with', 'esg=examples/subgraph/esg.graphql'];
  expect(await run('check', ...esg)).toMatch(/The subgraphs compose with esg\.\n$/);
  const strange = join(directory, 'strange.graphql');
  await writeFile(strange, 'type Portfolio { name: Int }');
  await expect(run('check', '--with', `strange=${strange}`)).rejects.toThrow('Portfolio.name');
});
