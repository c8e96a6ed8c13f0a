import { bareCopySeconds } from '../database/bare-copy.ts';
import { type LoansFile, writeLoansFile } from '../database/loans-file.ts';
import { cpuMsOf, familyCpuMsOf, forgetPeakMemoryMiB, peakMemoryMiB } from '../load/process-usage.ts';
import { median } from '../load/statistics.ts';
import type { Importing } from '../report/results.ts';
import type { Block } from '../servers/server-process.ts';
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
  const copies: Copy[] = [];
  const runs: Run[] = [];
  for (let round = 0; round < (rows > MANY_ROWS ? 1 : rounds); round++) {
    copies.push(await copyOnce(ground, file));
    runs.push(await importOnce(ground, file, warmUp));
  }
  return toImporting(file, copies, runs);
}

interface Copy {
  seconds: number;
  databaseCpu: number | null;
}

interface Run extends Copy {
  serverCpu: number | null;
  before: number | null;
  peak: number | null;
  block: Block;
}

async function copyOnce(ground: ImportGround, file: LoansFile): Promise<Copy> {
  const databaseUrl = await freshDatabase(ground);
  const databaseCpu = await cpuSecondsSince(() => familyCpuMsOf(ground.cluster.postmasterPid));
  const seconds = await bareCopySeconds(databaseUrl, file);
  return { seconds, databaseCpu: await databaseCpu() };
}

/** By a server of its own: what an earlier import left in memory must not count. */
const importOnce = (ground: ImportGround, file: LoansFile, warmUp: LoansFile): Promise<Run> =>
  withImportServer(ground, async (server) => {
    const [first, second] = server.portfolios.slice(-2);
    await importSeconds(server, first!, warmUp);
    const { pid, longestBlock } = server.process;
    const before = await forgetPeakMemoryMiB(pid);
    await longestBlock();
    const serverCpu = await cpuSecondsSince(() => cpuMsOf(pid));
    const databaseCpu = await cpuSecondsSince(() => familyCpuMsOf(ground.cluster.postmasterPid));
    const seconds = await importSeconds(server, second!, file);
    return {
      seconds,
      serverCpu: await serverCpu(),
      databaseCpu: await databaseCpu(),
      before,
      peak: await peakMemoryMiB(pid),
      block: await longestBlock(),
    };
  });

/** Asked later, answers how much CPU time was used since, s. */
async function cpuSecondsSince(cpuMs: () => Promise<number | null>): Promise<() => Promise<number | null>> {
  const startMs = await cpuMs();
  return async () => {
    const endMs = await cpuMs();
    return startMs === null || endMs === null ? null : (endMs - startMs) / 1_000;
  };
}

function toImporting({ rows, byteLength }: LoansFile, copies: Copy[], runs: Run[]): Importing {
  return {
    rows,
    megabytes: byteLength / 1_000_000,
    importSeconds: median(runs.map(({ seconds }) => seconds)),
    copySeconds: median(copies.map(({ seconds }) => seconds)),
    serverCpuSeconds: knownMedian(runs.map(({ serverCpu }) => serverCpu)),
    databaseCpuSeconds: knownMedian(runs.map(({ databaseCpu }) => databaseCpu)),
    copyCpuSeconds: knownMedian(copies.map(({ databaseCpu }) => databaseCpu)),
    longestBlockMs: Math.max(...runs.map(({ block }) => block.ms)),
    longestBlockCpuMs: Math.max(...runs.map(({ block }) => block.cpuMs)),
    memoryBeforeMiB: knownMedian(runs.map(({ before }) => before)),
    memoryPeakMiB: knownMedian(runs.map(({ peak }) => peak)),
  };
}

const knownMedian = (figures: (number | null)[]): number | null =>
  figures.some((figure) => figure === null) ? null : median(figures as number[]);
