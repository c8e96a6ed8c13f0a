import { readdir, readFile } from 'node:fs/promises';
import { parse, validate } from 'graphql';
import { composeGraph } from '../../../src/gateway/compose.ts';
import { documentCheck } from '../../../src/gateway/documents/document-check.ts';
import { manifestFile } from '../../../src/gateway/documents/manifest-file.ts';
import { readManifest } from '../../../src/gateway/documents/own-documents.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';

const FOLDER = 'schema/operations';

/** The documents of the folder, in any order. */
async function textsIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.graphql'));
  return Promise.all(files.map((name) => readFile(`${folder}/${name}`, 'utf8')));
}

describe('schema/persisted-documents.json', () => {
  it('is made of the documents in schema/operations', async () => {
    const texts = await textsIn(FOLDER);
    const written = await readFile('schema/persisted-documents.json', 'utf8');
    expect(manifestFile(texts)).toBe(written);
    expect(manifestFile(texts.toReversed())).toBe(written);
  });

  it('holds documents that are valid in the public schema', async () => {
    const { schema } = await composeGraph(subgraphs);
    const { operations } = JSON.parse(manifestFile(await textsIn(FOLDER)));
    for (const { name, body } of operations)
      expect({ name, faults: validate(schema, parse(body)) }).toEqual({ name, faults: [] });
  });

  it('names what it takes to sign in and out where nothing else may run', async () => {
    const { operations } = JSON.parse(manifestFile(await textsIn(FOLDER)));
    expect(operations.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Login', 'RefreshSession', 'Logout', 'Viewer', 'RegisterDocument']),
    );
  });

  it('has the text that a client sends, and its hash', () => {
    const { operations, ...rest } = JSON.parse(manifestFile(['# words\nquery  A { me {id} }\n']));
    const body = 'query A {\n  me {\n    id\n  }\n}';
    expect(rest).toEqual({ format: 'apollo-persisted-query-manifest', version: 1 });
    expect(operations).toEqual([{ id: documentIdOf(body), name: 'A', type: 'query', body }]);
  });

  it('says which lists are tables of a report, where a file says so: lists that there are', async () => {
    const body = 'query A {\n  me {\n    id\n  }\n}';
    const { operations } = JSON.parse(manifestFile([`# words\n# Lists: a.b.nodes, c\n${body}`]));
    expect(operations).toMatchObject([{ id: documentIdOf(body), lists: ['a.b.nodes', 'c'] }]);
    const { schema } = await composeGraph(subgraphs);
    const manifest = JSON.parse(manifestFile(await textsIn(FOLDER)));
    const named = manifest.operations.filter(({ lists }: { lists?: string[] }) => lists);
    expect(named.map(({ name }: { name: string }) => name)).toEqual(['PortfolioReport']);
    const check = documentCheck(schema, readManifest({ ...manifest, operations: [] }));
    for (const { name, body: text, lists } of named) expect(check({ name, body: text, lists })).toEqual([]);
  });

  it.each([
    '{ me { id } }',
    'query A { me { id } } query B { me { id } }',
    'fragment F on User { id }',
  ])('takes no file with %s', (text) => {
    expect(() => manifestFile([text])).toThrow('one operation');
  });
});
