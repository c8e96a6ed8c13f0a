import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import { documentIdOf } from '../../platform/documents/trusted-document.ts';
import type { Manifest } from './own-documents.ts';

/**
 * The text of `schema/persisted-documents.json`, of the documents in files. A client that was generated from them sends
 * each as `print` writes it, without comments: of that text the id is the hash. Throws for a file without exactly one
 * operation with a name.
 */
export function manifestFile(texts: string[]): string {
  const operations = texts.map(manifestOperation).sort((one, other) => (one.name < other.name ? -1 : 1));
  const manifest: Manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function manifestOperation(text: string): Manifest['operations'][number] {
  const document = parse(text);
  const { name, operation } = onlyOperation(document);
  const body = print(document);
  const lists = listsIn(text);
  return { id: documentIdOf(body), name, type: operation, body, ...(lists.length > 0 && { lists }) };
}

function onlyOperation({ definitions }: DocumentNode) {
  const operations = definitions.filter(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  const [{ name, operation } = {}] = operations;
  if (operations.length !== 1 || !name || !operation)
    throw new Error('Each file of schema/operations holds one operation, with a name.');
  return { name: name.value, operation };
}

const LISTS = /^# Lists: (.+)$/m;

/** Which lists of its answer are a report's tables, as a comment of the file names them. */
const listsIn = (text: string): string[] => LISTS.exec(text)?.[1]?.split(', ') ?? [];
