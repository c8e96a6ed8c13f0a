/** Runs each in turn, A B C A B C …: what disturbs the machine for a while disturbs all of them. */
export async function takeTurns<Item, Result>(
  items: Item[],
  rounds: number,
  run: (item: Item) => Promise<Result>,
): Promise<Map<Item, Result[]>> {
  const results = new Map<Item, Result[]>(items.map((item) => [item, []]));
  for (let round = 0; round < rounds; round++) {
    for (const item of items) results.get(item)!.push(await run(item));
  }
  return results;
}
