/** Does something, and says that it is done and how long it took. */
export async function step(done: string, work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  await work();
  console.log(`${done} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
}
