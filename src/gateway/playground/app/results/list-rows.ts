/** An item of a list in an answer, and the items of the lists that it lies in, by their paths. */
export interface ListRow {
  item: Item;
  around: ReadonlyMap<string, Item>;
  /** The object that has the list. */
  holder: Item;
}

export type Item = Record<string, unknown>;

/**
 * All items at a path of names, such as `portfolios.nodes.analytics.breakdown.groups`: where lists lie within lists,
 * one after the other. `listPaths` are the paths of all lists of objects.
 */
export function rowsAt(data: unknown, path: string, listPaths: readonly string[]): ListRow[] {
  const names = path.split('.');
  const rows: ListRow[] = [];

  function walk(value: unknown, depth: number, holder: Item, around: ReadonlyMap<string, Item>): void {
    if (value === null || value === undefined) return;
    const here = names.slice(0, depth).join('.');
    if (listPaths.includes(here)) {
      for (const item of value as (Item | null)[]) if (item) enter(item, here, depth, holder, around);
      return;
    }
    const name = names[depth];
    if (name !== undefined) walk((value as Item)[name], depth + 1, value as Item, around);
  }

  function enter(
    item: Item,
    here: string,
    depth: number,
    holder: Item,
    around: ReadonlyMap<string, Item>,
  ): void {
    const name = names[depth];
    if (name === undefined) return void rows.push({ item, around, holder });
    walk(item[name], depth + 1, item, new Map([...around, [here, item]]));
  }

  walk(data, 0, {}, new Map());
  return rows;
}
