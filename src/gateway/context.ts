import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Express, Request } from 'express';
import type { Clock } from '../platform/clock.ts';
import type { DataVersions } from '../platform/data-versions.ts';
import type { Replicas } from '../platform/database/replicas/replicas.ts';
import type { DocumentCheck } from '../platform/documents/document-check.ts';
import type { TrustedDocument, TrustedDocuments } from '../platform/documents/trusted-document.ts';
import { GraphError } from '../platform/errors.ts';
import type { EventHub } from '../platform/events/event-hub.ts';
import type { GraphContext } from '../platform/graphql/context.ts';
import { LoaderCache } from '../platform/graphql/loader.ts';
import type { Authenticator, Credentials } from '../platform/security/authenticator.ts';
import type { TokenSigner } from '../platform/security/token-signer.ts';
import type { UserDirectory } from '../platform/security/user-directory.ts';
import type { OwnDocuments } from './documents/own-documents.ts';
import { isSaidToBeTrusted } from './federated/router-only.ts';
import { clientAddress } from './http/client-address.ts';
import type { SeenRequest } from './observe-requests.ts';

/** What all requests share. */
export interface House {
  orm: MikroORM;
  clock: Clock;
  signer: TokenSigner;
  authenticator: Authenticator;
  directory: UserDirectory;
  /** What happens in any process on the database. */
  events: EventHub;
  /** The documents that come with riskgraph; and all that are trusted, for whoever asks. */
  ownDocuments: OwnDocuments;
  documents: TrustedDocuments;
  /** Whether what a subgraph answers is still the same, by its name. */
  dataVersions: ReadonlyMap<string, DataVersions>;
  /** What may become one. */
  checkDocument: DocumentCheck;
  /** Of the database; undefined where there are none. */
  replicas?: Replicas | undefined;
}

const MAX_USER_AGENT_LENGTH = 400;

/** Whence a request comes, and what is said of it that is believed. */
export type Caller = Pick<GraphContext, 'requestId' | 'ipAddress' | 'userAgent' | 'isPersisted'>;

/** The same of a connection that stays open, whose requests have ids of their own. */
export const callerOf = (app: Express, request: IncomingMessage): Omit<Caller, 'requestId'> => ({
  ipAddress: clientAddress(app, request),
  userAgent: request.headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
  isPersisted: isSaidToBeTrusted(app, request),
});

/**
 * The context of a caller who has shown nothing yet, with fresh loaders. Whoever reads asks for rows, not for entities:
 * the EntityManager of the process holds none, and refuses to. A mutation forks one of its own.
 */
export function anonymousContext(house: House, caller: Caller): GraphContext {
  const { orm, clock, signer, directory, checkDocument } = house;
  const state = { em: orm.em, loaders: new LoaderCache() };
  return { ...caller, viewer: null, refusal: null, clock, signer, directory, checkDocument, ...state };
}

/** A request over HTTP: what it shows is looked at once its document was found harmless, or has to be looked for. */
export interface RequestContext extends GraphContext {
  credentials: Credentials | null;
  /** Whether it was found out who asks, and the request counted as theirs. */
  isCounted: boolean;
  /** The trusted document that is to run; null where it is an ad-hoc one. */
  document: TrustedDocument | null;
  /** Nothing that it reads may be a moment old. */
  isAsOfNow?: boolean;
  seen: SeenRequest;
}

/** Request → fresh loaders, request id; nobody has been asked who it is yet. */
export function createContext(house: House, request: Request, requestId: string): RequestContext {
  const context = anonymousContext(house, { requestId, ...callerOf(request.app as Express, request) });
  const credentials = credentialsIn((name) => request.get(name));
  const seen = { viewerId: null, operation: null, cost: null, codes: [] };
  return { ...context, credentials, isCounted: false, document: null, seen };
}

/** Finds out who asks. Wrong credentials are kept as a refusal: what anyone may do (sign in) still works. */
export async function authenticate({ authenticator }: House, context: RequestContext): Promise<void> {
  if (!context.credentials || context.viewer || context.refusal) return;
  try {
    context.viewer = await authenticator.authenticate(context.credentials, context);
  } catch (error) {
    // That nobody could be asked says nothing of the credentials.
    if (!(error instanceof GraphError) || error.extensions.code !== 'UNAUTHENTICATED') throw error;
    context.refusal = error;
  }
}

export const newRequestId = (): string => randomUUID();

/** What somebody shows, in the headers of a request or in what stands for them. */
export function credentialsIn(headerOf: (name: string) => string | undefined): Credentials | null {
  const bearer = /^bearer (\S+)$/i.exec(headerOf('authorization') ?? '')?.[1] ?? null;
  const apiKey = headerOf('x-api-key') ?? null;
  return bearer || apiKey ? { bearer, apiKey } : null;
}
