import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { Clock } from '../clock.ts';
import type { DocumentCheck } from '../documents/document-check.ts';
import { type GraphError, unauthenticated } from '../errors.ts';
import type { EventSource } from '../events/event-source.ts';
import type { TokenSigner } from '../security/token-signer.ts';
import type { UserDirectory } from '../security/user-directory.ts';
import type { Viewer } from '../security/viewer.ts';
import type { Loader, LoaderCache } from './loader.ts';

/** What one request carries to every resolver. */
export interface GraphContext {
  requestId: string;
  ipAddress: string | null;
  userAgent: string | null;
  /** Null for an anonymous caller; set by a mutation that signs one in, so that the rest of its answer is theirs. */
  viewer: Viewer | null;
  /** Why the credentials that were shown do not count; null where none were shown, or they count. */
  refusal: GraphError | null;
  clock: Clock;
  /** Signs access tokens and knows them again. */
  signer: TokenSigner;
  /** Reads go to the pool; inside a mutation this is the mutation's own transaction. */
  em: SqlEntityManager;
  loaders: LoaderCache;
  /** The document is a persisted one, whose pages may be longer; said by whoever serves it. */
  isPersisted?: boolean;
  /** Users, for the rules of other domains than the one that keeps them. */
  directory: UserDirectory;
  /** What is wrong with a text that is to be trusted, for the domain that keeps such texts. */
  checkDocument: DocumentCheck;
}

/** Inside a mutation: what happens is written down in the same transaction. */
export interface MutationContext extends GraphContext {
  audit: AuditTrail;
}

/** While a subscription begins, and at each of its events: where events come from. */
export interface SubscriptionContext extends GraphContext {
  events: EventSource;
}

/** Asks a batched question. */
export function load<Key, Value>(
  context: GraphContext,
  loader: Loader<Key, Value>,
  key: Key,
): Promise<Value> {
  return context.loaders.load(loader, key, context);
}

/** The signed-in viewer. Rules let nobody else in; this narrows the type and holds should a rule be wrong. */
export function viewerOf(context: GraphContext): Viewer {
  if (!context.viewer) throw refusalOf(context);
  return context.viewer;
}

/** What somebody who is not signed in is told. */
export const refusalOf = (context: GraphContext): GraphError => context.refusal ?? unauthenticated();
