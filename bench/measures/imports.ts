import { bareCopySeconds } from '../database/bare-copy.ts';
import { type LoansFile, writeLoansFile } from '../database/loans-file.ts';
import { forgetPeakMemoryMiB, peakMemoryMiB } from '../load/process-usage.ts';
import { median } from '../load/statistics.ts';
import type { Importing } from '../report/results.ts';
import { freshDatabase, type ImportGround, importSeconds, withImportServer } from './import-server.ts';

/** What makes the server load what an import needs, before anything is measured. */
const WARM_UP_ROWS = 1_000;
/** Above so many rows, once is enough: the time no longer varies much. */
const MANY_ROWS = 200_000;

/** A file of this size, each time into an empty table, the two ways in turn. */
export async function measureImport(ground: ImportGround, rows: number, rounds: number): Promise<Importing> {
  const { cluster, template, directory } = ground;
  const warmUp = await writeLoansFile(cluster.url(template), WARM_UP_ROWS, directory);
  const file = await writeLoansFile(cluster.url(template), rows, directory);
  const copies: number[] = [];
  const runs: Run[] = [];
  for (let round = 0; round < (rows > MANY_ROWS ? 1 : rounds); round++) {
    copies.push(await bareCopySeconds(await freshDatabase(ground), file));
    runs.push(await importOnce(ground, file, warmUp));
  }
  return toImporting(file, copies, runs);
}

interface Run {
  seconds: number;
  before: number | null;
  peak: number | null;
}

/** By a server of its own: what an earlier import left in memory must not count. */
const importOnce = (ground: ImportGround, file: LoansFile, warmUp: LoansFile): Promise<Run> =>
  withImportServer(ground, async (server) => {
    const [first, second] = server.portfolios.slice(-2);
    await importSeconds(server, first!, warmUp);
    const { pid } = server.process;
    const before = await forgetPeakMemoryMiB(pid);
    const seconds = await importSeconds(server, second!, file);
    return { seconds, before, peak: await peakMemoryMiB(pid) };
  });

function toImporting({ rows, byteLength }: LoansFile, copies: number[], runs: Run[]): Importing {
  const known = (figure: 'before' | 'peak') =>
    runs.some((run) => run[figure] === null) ? null : median(runs.map((run) => run[figure]!));
  return {
    rows,
    megabytes: byteLength / 1_000_000,
    importSeconds: median(runs.map(({ seconds }) => seconds)),
    copySeconds: median(copies),
    memoryBeforeMiB: known('before'),
    memoryPeakMiB: known('peak'),
  };
}
