import type { SubscribePayload } from 'graphql-ws';
import { type DocumentFields, readAskedDocument } from '../documents/asked-document.ts';
import { refusalOf, refuseAdHoc } from '../documents/document-policy.ts';
import type { Subscriber, Subscriptions } from './begin-subscription.ts';
import type { CalledSubscription } from './read-subscription.ts';

/**
 * What a client sent, with the text of the trusted document that it calls. These are riskgraph's own alone: what people
 * register are queries. Throws like a call over HTTP.
 */
export function calledSubscription(
  { house: { ownDocuments: own }, persistedDocuments }: Subscriptions,
  payload: SubscribePayload & DocumentFields,
  subscriber: Pick<Subscriber, 'persistedOnly'>,
): CalledSubscription {
  // No text is remembered here, unlike by the server library.
  const asked = { ...readAskedDocument(payload), isAutomatic: false };
  const found = asked.name === null ? own.byId(asked.id ?? '') : own.byName(asked.name);
  const refusal = refusalOf(asked, found, persistedDocuments);
  if (refusal) throw refusal;
  if (!found) refuseAdHoc(persistedDocuments, subscriber);
  return { ...payload, query: found?.body ?? payload.query, isPersisted: found !== null };
}
