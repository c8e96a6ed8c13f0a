import type { SubscribePayload } from 'graphql-ws';
import type { DocumentAsker } from '../../platform/documents/trusted-document.ts';
import { type DocumentFields, readAskedDocument } from '../documents/asked-document.ts';
import { refusalOf, refuseAdHoc } from '../documents/document-policy.ts';
import { findDocument } from '../documents/find-document.ts';
import type { Subscriber, Subscriptions } from './begin-subscription.ts';
import type { CalledSubscription } from './read-subscription.ts';

/** What a client sent, with the text of the trusted document that it calls. Throws like a call over HTTP. */
export async function calledSubscription(
  { house, persistedDocuments }: Subscriptions,
  payload: SubscribePayload & DocumentFields,
  subscriber: Pick<Subscriber, 'persistedOnly' | 'isPersisted'>,
  identifyAsker: () => Promise<DocumentAsker>,
): Promise<CalledSubscription> {
  // No text is remembered here, unlike by the server library.
  const asked = { ...readAskedDocument(payload), isAutomatic: false };
  const found = await findDocument(asked, house, identifyAsker);
  const refusal = refusalOf(asked, found, persistedDocuments);
  if (refusal) throw refusal;
  const isPersisted = found !== null || subscriber.isPersisted;
  if (!isPersisted) refuseAdHoc(persistedDocuments, subscriber);
  return { ...payload, query: found?.body ?? payload.query, isPersisted };
}
