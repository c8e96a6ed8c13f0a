import { parse, print } from 'graphql';
import { library } from '../library/library.ts';
import { ask } from '../session/ask.ts';

const saved = new Map<string, string>();

export const keepReportName = (text: string, name: string): void => void saved.set(text, name);

/** Of another tenant's, perhaps, the next viewer has none. */
export const forgetReportNames = (): void => saved.clear();

/** What a document can be called by: it is one of riskgraph's own, or somebody of the tenant saved it. Null: nothing. */
export async function reportNameOf(text: string): Promise<string | null> {
  return saved.get(text) ?? ownName(text) ?? (await registeredName(text));
}

/** Its own are trusted as they are printed: comments and spaces make no other. */
function ownName(text: string): string | null {
  const printed = print(parse(text));
  const own = library.flatMap(({ entries }) => entries).map((entry) => parse(entry.text));
  const same = own.find((document) => print(document) === printed);
  const operation = same?.definitions.find((node) => node.kind === 'OperationDefinition');
  return operation?.name?.value ?? null;
}

interface Documents {
  documents: { nodes: { documentId: string; name: string }[] };
}

/** As many as a tenant can have. */
const ALL = { first: 1_000 };

/** Browsers can hash on secure pages only; elsewhere what was saved before is not found again. */
async function registeredName(text: string): Promise<string | null> {
  if (!crypto.subtle) return null;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const id = `sha256:${Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const { documents } = await ask<Documents>('Documents', ALL);
  return documents.nodes.find(({ documentId }) => documentId === id)?.name ?? null;
}
