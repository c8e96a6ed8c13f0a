import { copyDatabase } from './database/cluster.ts';
import { loadBooks } from './database/load-book.ts';
import type { Ground } from './ground.ts';
import { measureImport } from './measures/imports.ts';
import { measureNeighbours } from './measures/neighbours.ts';
import type { Options } from './options.ts';
import { attempt } from './progress.ts';
import type { Results } from './report/results.ts';

/** With one small portfolio, for neighbours to read. Copied for each import. */
const TEMPLATE = 'imports';

/** Rows of the files; the last but one tells how memory grows with the file. */
const SIZES = { small: [25_000, 100_000], full: [100_000, 250_000, 1_000_000] };
const NEIGHBOURS_ROWS = { small: 100_000, full: 250_000 };

/** Imports files, and looks at what others notice of that. */
export async function runOnImports(ground: Ground, options: Options, results: Results): Promise<void> {
  const { cluster, people, books } = ground;
  const size = options.small ? 'small' : 'full';
  await loadBooks(await copyDatabase(cluster, people, TEMPLATE), books.slice(0, 1));
  const imports = { ...ground, template: TEMPLATE };
  for (const rows of SIZES[size]) {
    await attempt(`Import of ${rows.toLocaleString('en')} rows`, results, async () => {
      results.importings.push(await measureImport(imports, rows, options.rounds));
    });
  }
  await attempt('Neighbours of an import', results, async () => {
    results.neighbours = await measureNeighbours(imports, NEIGHBOURS_ROWS[size]);
  });
}
