import { demoGraph } from '../../src/demo/demo-graph.ts';
import { loadDemo } from '../../src/demo/load-demo.ts';
import { type OpenGraph, openGraph } from '../../src/graph-as.ts';
import { hashCheaply } from './cheap-hashing.ts';
import { clockAt, contextFor, NOW, TEST_SECRET } from './context.ts';
import type { TestDatabase } from './database.ts';

/** The demo's books and people on the test file's database, made on the day of the tests' clock. */
export function useDemo(database: TestDatabase): { readonly graph: OpenGraph } {
  let graph: OpenGraph | undefined;
  beforeAll(async () => {
    hashCheaply();
    graph = await openGraph(database.orm, TEST_SECRET, clockAt(NOW));
    const admin = { adminUsername: 'admin', adminPassword: 'Correct-horse-1' };
    await graph.house.directory.createFirstAccount(admin, contextFor(database, null));
    await loadDemo(demoGraph(graph, 'admin'), NOW.slice(0, 10));
  }, 60_000);
  return {
    get graph() {
      return graph as OpenGraph;
    },
  };
}
