import { loanIdsOf } from '../database/loan-keys.ts';
import type { Portfolio } from '../database/portfolios.ts';
import { askOnce } from '../load/ask.ts';
import { medianSample, sample } from '../load/sample.ts';
import { takeTurns } from '../load/take-turns.ts';
import type { Options } from '../options.ts';
import type { Writing } from '../report/results.ts';
import type { RunningVariants } from '../servers/running-variants.ts';
import type { Asked, Variant } from '../variants/variant.ts';
import { limit, riskgraph } from '../variants/variants.ts';
import { updateAtLimit, updateInGraph } from './loan-updates.ts';

interface Writers {
  title: string;
  writers: number;
  portfolios: Portfolio[];
}

const MANY = 10;
/** One writer asks a few hundred times a second: as often as readers do in one second of theirs. */
const WARM_UP_SECONDS = 5;

/** The last thing that is done to a database: what the limit writes passes by whatever is kept beside the loans. */
export async function measureWrites(
  portfolios: Portfolio[],
  running: RunningVariants,
  databaseUrl: string,
  options: Options,
): Promise<Writing[]> {
  const writings: Writing[] = [];
  for (const writers of writersOf(portfolios)) {
    const token = await running.token();
    const writes = await writesOf(writers, databaseUrl);
    const run = ({ variant, asked }: Write, seconds = options.seconds) => {
      const server = running.server(variant);
      const load = { url: server.url, token, connections: writers.writers, seconds, asked };
      return sample(server, running.postmasterPid, load);
    };
    for (const { variant, asked } of writes) await askOnce(running.server(variant).url, asked(), token);
    for (const write of writes) await run(write, WARM_UP_SECONDS);
    const { title, writers: count } = writers;
    for (const [{ variant }, samples] of await takeTurns(writes, options.rounds, run)) {
      writings.push({ title, writers: count, variant: variant.name, ...medianSample(samples) });
    }
  }
  return writings;
}

function writersOf(portfolios: Portfolio[]): Writers[] {
  const small = portfolios.filter(({ size }) => size === 1_000);
  const largest = portfolios.at(-1)!;
  const loans = (size: number) => `${size.toLocaleString('en')} loans`;
  return [
    { title: `1 writer, ${loans(1_000)}`, writers: 1, portfolios: small.slice(0, 1) },
    { title: `1 writer, ${loans(largest.size)}`, writers: 1, portfolios: [largest] },
    { title: `${MANY} writers, one portfolio`, writers: MANY, portfolios: small.slice(1, 2) },
    { title: `${MANY} writers, ${small.length} portfolios`, writers: MANY, portfolios: small },
  ];
}

interface Write {
  variant: Variant;
  asked(): Asked;
}

/** Each variant has loans of its own: no one waits for the other's row. */
async function writesOf({ portfolios }: Writers, databaseUrl: string): Promise<Write[]> {
  const loans = await loanIdsOf(databaseUrl, portfolios);
  const middle = loans.length / 2;
  const [forLimit, forRiskgraph] = [loans.slice(0, middle), loans.slice(middle)];
  let n = 0;
  return [
    { variant: limit, asked: () => updateAtLimit(forLimit, n++) },
    { variant: riskgraph, asked: () => updateInGraph(forRiskgraph, n++) },
  ];
}
