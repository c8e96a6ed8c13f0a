import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

/** A subgraph, ours or another team's: what it says of itself, and where a router finds it. */
export interface SubgraphService {
  name: string;
  sdl: string;
  /** Unset: `http://NAME:4000/graphql`. */
  url?: string | undefined;
}

/** What a router reads. Throws all that the composer finds wrong, one a line. */
export function composeSupergraph(services: SubgraphService[]): string {
  const given = services.map(({ name, sdl, url }) => ({
    name,
    typeDefs: parse(sdl),
    url: url ?? `http://${name}:4000/graphql`,
  }));
  const { supergraphSdl, errors } = composeServices(given);
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return `${supergraphSdl.trimEnd()}\n`;
}
