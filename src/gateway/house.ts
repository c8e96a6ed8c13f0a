import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import manifest from '../../schema/persisted-documents.json' with { type: 'json' };
import type { Clock } from '../platform/clock.ts';
import { EventHub } from '../platform/events/event-hub.ts';
import { listeningClient } from '../platform/events/listening-client.ts';
import { createTokenSigner } from '../platform/security/token-signer.ts';
import type { House } from './context.ts';
import { documentCheck } from './documents/document-check.ts';
import { knownDocuments } from './documents/known-documents.ts';
import { readManifest } from './documents/own-documents.ts';
import { subgraphs } from './subgraphs.ts';

/** What all requests share, made of what the subgraphs offer. */
export function openHouse(
  orm: MikroORM,
  schema: GraphQLSchema,
  secret: string,
  clock: Clock,
  previousSecret?: string,
): House {
  const authenticator = subgraphs.find((subgraph) => subgraph.authenticator)?.authenticator;
  const directory = subgraphs.find((subgraph) => subgraph.directory)?.directory;
  const registered = subgraphs.find((subgraph) => subgraph.documents)?.documents;
  if (!authenticator || !directory) throw new Error('No subgraph in the list tells who a caller is.');
  if (!registered) throw new Error('No subgraph in the list keeps documents.');
  const signer = createTokenSigner({ secret, previousSecret }, clock);
  const events = new EventHub(() => listeningClient(orm));
  const ownDocuments = readManifest(manifest);
  const documents = knownDocuments(ownDocuments, registered);
  const checkDocument = documentCheck(schema, ownDocuments);
  const dataVersions = new Map(
    subgraphs.flatMap(({ name, dataVersions: own }) => (own ? [[name, own] as const] : [])),
  );
  const graph = { ownDocuments, documents, dataVersions, checkDocument };
  return { orm, clock, authenticator, directory, signer, events, ...graph };
}
