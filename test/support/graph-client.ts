export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  body: any;
}

/** Asks a server over HTTP; throws where the connection fails. */
export interface GraphClient {
  /** Posts a document, with a token if given. */
  ask(document: string, variables?: object, token?: string): Promise<Answer>;
  /** Signs in and returns the access token. */
  signIn(username: string, password: string): Promise<string>;
  /** Posts a document with a file in the variable at `path`, as browsers do. */
  upload(document: string, variables: object, path: string, file: Blob, token: string): Promise<Answer>;
}

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';

/** `url` is asked for at each request: a test's server may start after its client was made. */
export function graphClient(url: () => string): GraphClient {
  const post = async (
    body: string | FormData,
    headers: Record<string, string>,
    token?: string,
  ): Promise<Answer> => {
    const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(`${url()}/graphql`, {
      method: 'POST',
      body,
      headers: { ...headers, ...authorization },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  };
  const client: GraphClient = {
    ask: (query, variables, token) =>
      post(JSON.stringify({ query, variables }), { 'content-type': 'application/json' }, token),
    async signIn(usernameOrEmail, password) {
      const { body } = await client.ask(LOGIN, { input: { usernameOrEmail, password } });
      return body.data.login.accessToken;
    },
    upload(query, variables, path, file, token) {
      const form = new FormData();
      form.set('operations', JSON.stringify({ query, variables }));
      form.set('map', JSON.stringify({ file: [`variables.${path}`] }));
      form.set('file', file, 'file.csv');
      return post(form, { 'apollo-require-preflight': 'true' }, token);
    },
  };
  return client;
}
