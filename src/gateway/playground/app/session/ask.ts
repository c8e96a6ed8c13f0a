import { isTokenRefused, readData } from '../answer.ts';
import { post } from '../endpoint.ts';
import { accessToken, renew } from './session.ts';

/** Sends a request as the signed-in user. A refused token is renewed and the request sent once more. */
export async function postAsViewer(body: string | FormData): Promise<Response> {
  const token = await accessToken();
  const response = await post(body, token ?? undefined);
  if (token === null || !(await isTokenRefused(response.clone()))) return response;
  const renewed = await renew(token);
  return renewed === null ? response : post(body, renewed);
}

/** Asks the graph as the signed-in user. */
export const ask = async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> =>
  readData<Data>(await postAsViewer(JSON.stringify({ query, variables })));
