import { hostname } from 'node:os';
import type { MikroORM } from '@mikro-orm/postgresql';
import { type GraphQLSchema, graphql } from 'graphql';
import { composeGraph, type Graph } from './gateway/compose.ts';
import { anonymousContext, type House, newRequestId } from './gateway/context.ts';
import { formatError } from './gateway/format-error.ts';
import { openHouse } from './gateway/house.ts';
import { subgraphs } from './gateway/subgraphs.ts';
import type { Clock } from './platform/clock.ts';
import type { GraphContext } from './platform/graphql/context.ts';

/** The graph on a database: what a server serves, and what a program in the same process can ask. */
export interface OpenGraph extends Graph {
  house: House;
}

export async function openGraph(
  orm: MikroORM,
  jwtSecret: string,
  clock: Clock,
  jwtPreviousSecret?: string,
): Promise<OpenGraph> {
  const graph = await composeGraph(subgraphs);
  return { ...graph, house: openHouse(orm, graph.schema, jwtSecret, clock, jwtPreviousSecret) };
}

/** The graph with a viewer: the same rules, audit and validation as over HTTP. */
export type GraphAs = <Data>(document: string, variables: Record<string, unknown>) => Promise<Data>;

/** Throws where nobody active has this username. */
export async function graphAs(open: OpenGraph, username: string): Promise<GraphAs> {
  const contextOf = await contextAs(open, username);
  return (document, variables) => execute(open.schema, document, variables, contextOf());
}

/** Makes contexts, each for one request of this user's. Throws where nobody active has this username. */
export async function contextAs({ house }: OpenGraph, username: string): Promise<() => GraphContext> {
  const viewer = await house.directory.findViewer(username, { em: house.orm.em.fork() });
  if (!viewer) throw new Error(`There is no active user "${username}".`);
  const userAgent = `riskgraph on ${hostname()}`;
  return () => ({
    ...anonymousContext(house, { requestId: newRequestId(), ipAddress: null, userAgent }),
    viewer,
  });
}

async function execute<Data>(
  schema: GraphQLSchema,
  source: string,
  variableValues: Record<string, unknown>,
  contextValue: GraphContext,
): Promise<Data> {
  const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
  for (const error of errors) {
    const shown = formatError(error.toJSON(), error);
    const isOurs = shown.extensions?.code === 'INTERNAL_SERVER_ERROR';
    throw isOurs ? (error.originalError ?? error) : new Error(shown.message);
  }
  return data as Data;
}
