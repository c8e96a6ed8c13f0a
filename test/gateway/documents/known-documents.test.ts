import { setTimeout as sleep } from 'node:timers/promises';
import { knownDocuments } from '../../../src/gateway/documents/known-documents.ts';
import { readManifest } from '../../../src/gateway/documents/own-documents.ts';
import { type DocumentAsker, documentIdOf } from '../../../src/platform/documents/trusted-document.ts';

const of = (tenantId: string) => ({ viewer: { tenantId } }) as DocumentAsker;
const nobody = { viewer: null } as DocumentAsker;
const text = (name: string, body = `query ${name} { me { id } }`) => ({
  id: documentIdOf(body),
  name,
  version: 1,
  body,
  lists: [],
});
const ours = text('Ours');
const operations = [{ id: ours.id, name: ours.name, type: 'query', body: ours.body }];
const own = readManifest({ format: 'apollo-persisted-query-manifest', version: 1, operations });

/** What tenant 1 has registered, and how often it was asked for. */
function known(rememberedMs?: number) {
  const registered = [text('Theirs'), { ...text('Ours', '{ me { role } }') }];
  const asked: string[] = [];
  const answer = async (by: 'id' | 'name', value: string, { viewer }: DocumentAsker) => {
    asked.push(value);
    return (viewer?.tenantId === '1' && registered.find((document) => document[by] === value)) || null;
  };
  const documents = knownDocuments(
    own,
    { byId: (id, asker) => answer('id', id, asker), byName: (name, asker) => answer('name', name, asker) },
    rememberedMs,
  );
  return { documents, registered, asked };
}

describe('trusted documents', () => {
  it("are riskgraph's own first, for everyone: nobody's can stand in for one", async () => {
    const { documents, asked } = known();
    for (const asker of [nobody, of('1'), of('2')])
      expect([await documents.byName('Ours', asker), await documents.byId(ours.id, asker)]).toEqual([
        ours,
        ours,
      ]);
    expect(asked).toEqual([]);
  });

  it('are those of the asker’s tenant then, remembered for that tenant alone', async () => {
    const { documents, asked } = known();
    expect(await documents.byName('Theirs', of('1'))).toMatchObject({ name: 'Theirs' });
    expect(await documents.byName('Theirs', of('1'))).toMatchObject({ name: 'Theirs' });
    expect(asked).toHaveLength(1);
    expect(await documents.byName('Theirs', of('2'))).toBeNull();
    expect(await documents.byName('Theirs', nobody)).toBeNull();
  });

  it('are not mixed up between ids and names', async () => {
    const { documents, registered } = known();
    const [{ id } = { id: '' }] = registered;
    await documents.byId(id, of('1'));
    expect(await documents.byName(id, of('1'))).toBeNull();
  });

  it('are asked for again when they were not there, and after a while', async () => {
    const { documents, registered, asked } = known(50);
    expect(await documents.byName('New', of('1'))).toBeNull();
    registered.push(text('New'));
    expect(await documents.byName('New', of('1'))).toMatchObject({ name: 'New' });
    registered.pop();
    await sleep(60);
    expect(await documents.byName('New', of('1'))).toBeNull();
    expect(asked).toEqual(['New', 'New', 'New']);
  });
});

describe('a manifest', () => {
  const [operation] = operations as [(typeof operations)[0]];
  const manifest = (...changed: (typeof operations)[0][]) => ({
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: changed,
  });

  it.each([
    ['an id that is not the hash of its text', manifest({ ...operation, body: '{ me { role } }' })],
    ['a text twice', manifest(operation, { ...operation, name: 'Other' })],
    ['a name twice', manifest(operation, { ...operation, id: documentIdOf('{ a }'), body: '{ a }' })],
    ['a name that no request could call', manifest({ ...operation, name: '1st' })],
  ])('with %s is not served', (_, wrong) => {
    expect(() => readManifest(wrong)).toThrow('npm run schema');
  });
});
