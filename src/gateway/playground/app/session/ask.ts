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

/** Runs a document of `schema/operations`, by its name, as the signed-in user: a server for trusted documents only runs it, too. */
export const ask = async <Data>(documentId: string, variables?: object): Promise<Data> =>
  readData<Data>(await postAsViewer(JSON.stringify({ documentId, variables })));
