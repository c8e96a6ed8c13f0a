import type { Answer } from '../../support/http.ts';

export interface Shown {
  token?: string | undefined;
  apiKey?: string | undefined;
}

const headersOf = ({ token, apiKey }: Shown): Record<string, string> => ({
  'content-type': 'application/json',
  ...(token && { authorization: `Bearer ${token}` }),
  ...(apiKey && { 'x-api-key': apiKey }),
});

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Posts a body as it is. */
export const post = async (url: string, body: unknown, shown: Shown = {}): Promise<Answer> =>
  answerOf(
    await fetch(`${url}/graphql`, { method: 'POST', headers: headersOf(shown), body: JSON.stringify(body) }),
  );

/** Asks by address. */
export const get = async (
  url: string,
  parameters: Record<string, string>,
  shown: Shown = {},
): Promise<Answer> =>
  answerOf(await fetch(`${url}/graphql?${new URLSearchParams(parameters)}`, { headers: headersOf(shown) }));

export const apollo = (sha256Hash: unknown, version: unknown = 1) => ({
  persistedQuery: { version, sha256Hash },
});

export const refusalOf = ({ status, body }: Answer) => ({
  status,
  code: body.errors?.[0]?.extensions.code,
  data: body.data,
});

const REGISTER = `mutation ($input: RegisterDocumentInput!) {
  registerDocument(input: $input) { id documentId name version } }`;
const WITHDRAW = 'mutation ($id: ID!) { withdrawDocument(id: $id) { withdrawnAt } }';
const MAKE_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }`;

/** What somebody who is signed in does about documents. Throws for a refusal. */
export const personAt = (url: string, token: string) => {
  const ask = async (query: string, variables: object) => {
    const { body } = await post(url, { query, variables }, { token });
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data;
  };
  return {
    token,
    register: async (
      name: string,
      body: string,
    ): Promise<{ id: string; documentId: string; version: number }> =>
      (await ask(REGISTER, { input: { name, body } })).registerDocument,
    withdraw: (id: string) => ask(WITHDRAW, { id }),
    makeKey: async (role: string, persistedOnly = true): Promise<string> =>
      (await ask(MAKE_KEY, { input: { name: 'tool', role, persistedOnly } })).createApiKey.secret,
  };
};
