import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';
import { type Answer, readAnswer } from './answer.ts';
import { documentIdOf } from './document-id.ts';

/** Calls a document by its id: its text is on the server already. A variable `input.file` that is a file goes along as one. */
export async function post<Data, Variables>(
  document: TypedDocumentNode<Data, Variables> | DocumentNode,
  variables: Variables,
  accessToken: string | null = null,
  signal: AbortSignal | null = null,
): Promise<Answer<Data>> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    // No form of another site can set it, which is why the server asks for it.
    'apollo-require-preflight': 'true',
  };
  const call = { documentId: documentIdOf(document), variables };
  const body = formOf(call) ?? JSON.stringify(call);
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  if (accessToken) headers.authorization = `Bearer ${accessToken}`;
  return readAnswer(await fetch('/graphql', { method: 'POST', headers, body, signal }));
}

/** The GraphQL multipart request specification: the call with a hole, where the file belongs, the file. */
function formOf(call: { variables: unknown }): FormData | null {
  const { input } = (call.variables ?? {}) as { input?: { file?: unknown } };
  if (!(input?.file instanceof File)) return null;
  const form = new FormData();
  form.set('operations', JSON.stringify({ ...call, variables: { input: { ...input, file: null } } }));
  form.set('map', JSON.stringify({ file: ['variables.input.file'] }));
  form.set('file', input.file);
  return form;
}
