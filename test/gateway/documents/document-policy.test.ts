import { readAskedDocument } from '../../../src/gateway/documents/asked-document.ts';
import { type DocumentMode, refusalOf, refuseAdHoc } from '../../../src/gateway/documents/document-policy.ts';
import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';

const TEXT = '{ me { id } }';
const extensions = { persistedQuery: { version: 1, sha256Hash: documentIdOf(TEXT) } };
const document = { id: documentIdOf(TEXT), name: 'Me', version: 1, body: TEXT, lists: [] };

const codeFor = (request: object, mode: DocumentMode, found: typeof document | null = null) =>
  refusalOf(readAskedDocument(request), found, mode)?.extensions.code ?? 'goes on';

describe('a request', () => {
  it.each<[string, object, string, string]>([
    ['with a text alone', { query: TEXT }, 'goes on', 'PERSISTED_QUERY_REQUIRED'],
    [
      'with a text and its id',
      { query: TEXT, documentId: `sha256:${documentIdOf(TEXT)}` },
      'goes on',
      'PERSISTED_QUERY_REQUIRED',
    ],
    [
      'with an id alone',
      { documentId: `sha256:${documentIdOf(TEXT)}` },
      'PERSISTED_QUERY_NOT_FOUND',
      'PERSISTED_QUERY_NOT_FOUND',
    ],
    ['with a name alone', { documentId: 'Me' }, 'PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_FOUND'],
    [
      'with a name and a text',
      { documentId: 'Me', query: TEXT },
      'PERSISTED_QUERY_NOT_FOUND',
      'PERSISTED_QUERY_REQUIRED',
    ],
    ["with Apollo's hash alone", { extensions }, 'goes on', 'PERSISTED_QUERY_NOT_FOUND'],
    ["with Apollo's hash and the text", { extensions, query: TEXT }, 'goes on', 'PERSISTED_QUERY_REQUIRED'],
    ['with nothing', {}, 'goes on', 'goes on'],
  ])('%s, for which nothing was found', (_, request, allow, only) => {
    expect([codeFor(request, 'allow'), codeFor(request, 'log'), codeFor(request, 'only')]).toEqual([
      allow,
      allow,
      only,
    ]);
  });

  it('for which a document was found goes on, unless its text is another', () => {
    for (const mode of ['allow', 'log', 'only'] as const) {
      expect(codeFor({ documentId: 'Me' }, mode, document)).toBe('goes on');
      expect(codeFor({ documentId: 'Me', query: TEXT }, mode, document)).toBe('goes on');
      expect(codeFor({ documentId: 'Me', query: '{ me { role } }' }, mode, document)).toBe('BAD_USER_INPUT');
    }
  });
});

describe('the last word on an ad-hoc document', () => {
  const REQUIRED = expect.objectContaining({ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } });

  it('is no where trusted documents alone run, or a key runs no others', () => {
    expect(() => refuseAdHoc('only', null)).toThrow(REQUIRED);
    expect(() => refuseAdHoc('only', { persistedOnly: false })).toThrow(REQUIRED);
    for (const mode of ['allow', 'log'] as const) {
      expect(() => refuseAdHoc(mode, { persistedOnly: true })).toThrow(REQUIRED);
      expect(() => refuseAdHoc(mode, { persistedOnly: false })).not.toThrow();
      expect(() => refuseAdHoc(mode, null)).not.toThrow();
    }
  });
});
