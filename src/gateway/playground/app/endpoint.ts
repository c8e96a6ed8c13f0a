/** The one address this page talks to: its own origin, so that no other is ever trusted with a token. */
export const endpoint = '/graphql';

/** No form of another site can set this header, which is why the server asks for it. */
const preflight = { 'apollo-require-preflight': 'true' };

/** Sends one GraphQL request as it is; `body` is JSON text, or a form when files go along. */
export function post(body: string | FormData, accessToken?: string): Promise<Response> {
  const headers: Record<string, string> = { ...preflight, accept: 'application/json' };
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  if (accessToken) headers.authorization = `Bearer ${accessToken}`;
  return fetch(endpoint, { method: 'POST', headers, body });
}
