import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../platform/clock.ts';
import { createTokenSigner } from '../platform/security/token-signer.ts';
import type { House } from './context.ts';
import { subgraphs } from './subgraphs.ts';

/** What all requests share, made of what the subgraphs offer. */
export function openHouse(orm: MikroORM, jwtSecret: string, clock: Clock): House {
  const authenticator = subgraphs.find((subgraph) => subgraph.authenticator)?.authenticator;
  const directory = subgraphs.find((subgraph) => subgraph.directory)?.directory;
  if (!authenticator || !directory) throw new Error('No subgraph in the list tells who a caller is.');
  return { orm, clock, authenticator, directory, signer: createTokenSigner({ secret: jwtSecret }, clock) };
}
