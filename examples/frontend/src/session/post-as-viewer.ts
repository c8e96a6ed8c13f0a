import type { DocumentNode } from 'graphql';
import { type Answer, codeOf } from '../graph/answer.ts';
import { post } from '../graph/post.ts';
import { accessToken, endSession, renew } from './session.ts';

/** Calls a document as whoever is signed in. A refused token is renewed, and the call made once more. */
export async function postAsViewer(
  document: DocumentNode,
  variables: unknown,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  const token = await accessToken();
  const answer = await post(document, variables, token, signal);
  if (token === null || codeOf(answer) !== 'UNAUTHENTICATED') return answer;
  const renewed = await renew(token);
  if (renewed === null) return answer;
  const second = await post(document, variables, renewed, signal);
  if (codeOf(second) === 'UNAUTHENTICATED') endSession('Your session has ended. Sign in again.');
  return second;
}
