import { openAsBlob } from 'node:fs';
import { Agent, FormData, fetch } from 'undici';
import { PASSWORD } from './servers/environment.ts';

type Variables = Record<string, unknown>;

/** A signed-in caller of a server: for what is set up and checked, not for what is timed. */
export interface GraphClient {
  token: string;
  ask<Data>(document: string, variables?: Variables): Promise<Data>;
  /** Sends a file of this machine in the variable at `path`, as browsers do. */
  upload<Data>(document: string, variables: Variables, path: string, file: string): Promise<Data>;
}

/** However long: a large import is answered when it is done. */
const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';

export async function signIn(url: string, username: string): Promise<GraphClient> {
  const credentials = { input: { usernameOrEmail: username, password: PASSWORD } };
  const { login } = await post<{ login: { accessToken: string } }>(url, ...json(LOGIN, credentials));
  const authorization = { authorization: `Bearer ${login.accessToken}` };
  return {
    token: login.accessToken,
    ask: (document, variables = {}) => post(url, ...json(document, variables, authorization)),
    async upload(document, variables, path, file) {
      const body = await multipart(document, variables, path, file);
      return post(url, body, { 'apollo-require-preflight': 'true', ...authorization });
    },
  };
}

const json = (query: string, variables: Variables, headers = {}): [string, Record<string, string>] => [
  JSON.stringify({ query, variables }),
  { 'content-type': 'application/json', ...headers },
];

async function multipart(query: string, variables: Variables, path: string, file: string): Promise<FormData> {
  const form = new FormData();
  form.set('operations', JSON.stringify({ query, variables }));
  form.set('map', JSON.stringify({ file: [`variables.${path}`] }));
  form.set('file', await openAsBlob(file), 'loans.csv');
  return form;
}

async function post<Data>(
  url: string,
  body: string | FormData,
  headers: Record<string, string>,
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', body, headers, dispatcher: patient });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: { message: string }[] };
  if (!data || errors) throw new Error(`${url} refused: ${JSON.stringify(errors ?? null)}`);
  return data;
}
