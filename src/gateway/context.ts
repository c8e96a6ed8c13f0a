import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Express, Request } from 'express';
import type { Clock } from '../platform/clock.ts';
import { GraphError } from '../platform/errors.ts';
import type { EventHub } from '../platform/events/event-hub.ts';
import type { GraphContext } from '../platform/graphql/context.ts';
import { LoaderCache } from '../platform/graphql/loader.ts';
import type { Authenticator, Credentials } from '../platform/security/authenticator.ts';
import type { TokenSigner } from '../platform/security/token-signer.ts';
import type { UserDirectory } from '../platform/security/user-directory.ts';
import { clientAddress } from './http/client-address.ts';

/** What all requests share. */
export interface House {
  orm: MikroORM;
  clock: Clock;
  signer: TokenSigner;
  authenticator: Authenticator;
  directory: UserDirectory;
  /** What happens in any process on the database. */
  events: EventHub;
}

/** Whence a request comes. */
export type Caller = Pick<GraphContext, 'requestId' | 'ipAddress' | 'userAgent'>;

/** The context of a caller who has shown nothing yet: a forked EntityManager, fresh loaders. */
export function anonymousContext({ orm, clock, signer, directory }: House, caller: Caller): GraphContext {
  const state = { em: orm.em.fork(), loaders: new LoaderCache() };
  return { ...caller, viewer: null, refusal: null, clock, signer, directory, ...state };
}

/** A request over HTTP: what it shows is looked at once its document has been found harmless. */
export interface RequestContext extends GraphContext {
  credentials: Credentials | null;
}

/** Request → forked EntityManager, fresh loaders, request id; nobody has been asked who it is yet. */
export function createContext(house: House, request: Request, requestId: string): RequestContext {
  const context = anonymousContext(house, {
    requestId,
    ipAddress: clientAddress(request.app as Express, request),
    userAgent: request.get('user-agent')?.slice(0, 400) ?? null,
  });
  return { ...context, credentials: credentialsIn((name) => request.get(name)) };
}

/** Finds out who asks. Wrong credentials are kept as a refusal: what anyone may do (sign in) still works. */
export async function authenticate({ authenticator }: House, context: RequestContext): Promise<void> {
  if (!context.credentials) return;
  try {
    const viewer = await authenticator.authenticate(context.credentials, context);
    if (viewer.persistedOnly) context.refusal = persistedOnly();
    else context.viewer = viewer;
  } catch (error) {
    // That nobody could be asked says nothing of the credentials.
    if (!(error instanceof GraphError) || error.extensions.code !== 'UNAUTHENTICATED') throw error;
    context.refusal = error;
  }
}

/** No document is registered yet, so that such a key may ask nothing. */
const persistedOnly = () =>
  new GraphError('PERSISTED_QUERY_REQUIRED', 'This API key may run persisted documents only.');

export const newRequestId = (): string => randomUUID();

/** What somebody shows, in the headers of a request or in what stands for them. */
export function credentialsIn(headerOf: (name: string) => string | undefined): Credentials | null {
  const bearer = /^bearer (\S+)$/i.exec(headerOf('authorization') ?? '')?.[1] ?? null;
  const apiKey = headerOf('x-api-key') ?? null;
  return bearer || apiKey ? { bearer, apiKey } : null;
}
