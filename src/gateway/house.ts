import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../platform/clock.ts';
import { EventHub } from '../platform/events/event-hub.ts';
import { listeningClient } from '../platform/events/listening-client.ts';
import { createTokenSigner } from '../platform/security/token-signer.ts';
import type { House } from './context.ts';
import { subgraphs } from './subgraphs.ts';

/** What all requests share, made of what the subgraphs offer. */
export function openHouse(orm: MikroORM, secret: string, clock: Clock, previousSecret?: string): House {
  const authenticator = subgraphs.find((subgraph) => subgraph.authenticator)?.authenticator;
  const directory = subgraphs.find((subgraph) => subgraph.directory)?.directory;
  if (!authenticator || !directory) throw new Error('No subgraph in the list tells who a caller is.');
  const signer = createTokenSigner({ secret, previousSecret }, clock);
  const events = new EventHub(() => listeningClient(orm));
  return { orm, clock, authenticator, directory, signer, events };
}
