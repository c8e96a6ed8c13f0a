import { execFileSync } from 'node:child_process';
import { type DocumentNode, Kind, parse, print } from 'graphql';
import manifest from '../../../schema/persisted-documents.json' with { type: 'json' };
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { post } from './ask-server.ts';

type Typed = DocumentNode & { __meta__?: { hash: string } };

/** All that the generated module exports: documents with an operation, and fragments alone. */
async function generatedDocuments(): Promise<Typed[]> {
  execFileSync(process.execPath, ['node_modules/@graphql-codegen/cli/cjs/bin.js', '--silent'], {
    stdio: 'pipe',
  });
  const module = await import('../../../schema/generated/graphql.ts');
  return Object.values(module) as Typed[];
}

const operationOf = ({ definitions }: DocumentNode) =>
  definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
const definitionsOf = (document: DocumentNode) => document.definitions.map(print).sort();

describe('the typed documents that clients are generated', () => {
  const database = useTestDatabase();
  const server = useTestServer(database, 'dist/playground', { persistedDocuments: 'only' });
  let documents: Typed[];
  beforeAll(async () => {
    await seedIdentity(database);
    documents = (await generatedDocuments()).filter(operationOf);
  }, 60_000);

  const named = (name: string) => documents.find((document) => operationOf(document)?.name?.value === name);

  it('are those of the manifest, each with the id of its own text', () => {
    const ids = documents.map(({ __meta__ }) => __meta__?.hash);
    expect(ids.toSorted()).toEqual(manifest.operations.map(({ id }) => `sha256:${id}`).toSorted());
    for (const document of documents) {
      const operation = manifest.operations.find(({ id }) => document.__meta__?.hash === `sha256:${id}`);
      expect(definitionsOf(document)).toEqual(definitionsOf(parse(operation?.body ?? '')));
    }
  });

  it('are answered by their id alone, where nothing else is', async () => {
    await expect(server.signIn('a.viewer', PASSWORD)).rejects.toThrow();
    const login = await post(server.url, {
      documentId: named('Login')?.__meta__?.hash,
      variables: { input: { usernameOrEmail: 'a.viewer', password: PASSWORD } },
    });
    const { accessToken } = login.body.data.login;
    const viewer = await post(
      server.url,
      { documentId: named('Viewer')?.__meta__?.hash },
      { token: accessToken },
    );
    expect(viewer.body.data).toEqual({
      me: { username: 'a.viewer', fullName: 'VIEWER of a', role: 'VIEWER' },
    });
  });
});
