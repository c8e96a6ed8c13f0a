import type { Subgraph } from '../platform/subgraph.ts';
import { credit } from '../subgraphs/credit/subgraph.ts';
import { identity } from '../subgraphs/identity/subgraph.ts';
import { reporting } from '../subgraphs/reporting/subgraph.ts';
import { NODE } from './node.ts';

/** THE LIST: every business domain, one line each. */
export const subgraphs: Subgraph[] = [identity, credit, reporting];

/** What can be served alone. */
export const subgraphNames = [...subgraphs.map(({ name }) => name), NODE];

/** Every table of the house. */
export const entities = subgraphs.flatMap((subgraph) => subgraph.entities);

/** Work of the house that comes back by itself. */
export const jobs = subgraphs.flatMap((subgraph) => subgraph.jobs ?? []);

/** Sums that are kept beside the rows. */
export const rollups = subgraphs.flatMap((subgraph) => subgraph.rollups ?? []);
