import { type GraphAs, graphAs, type OpenGraph } from '../graph-as.ts';

/** The graph as the demo needs it: every step is somebody's, and the audit log names them. */
export interface DemoGraph {
  administratorUsername: string;
  as(username: string): Promise<GraphAs>;
}

export const demoGraph = (graph: OpenGraph, administratorUsername: string): DemoGraph => ({
  administratorUsername,
  as: (username) => graphAs(graph, username),
});
