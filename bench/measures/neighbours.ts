import { setTimeout as sleep } from 'node:timers/promises';
import { writeLoansFile } from '../database/loans-file.ts';
import { percentile } from '../load/statistics.ts';
import { steadyCalls } from '../load/steady-calls.ts';
import { questionsOf } from '../queries/questions.ts';
import type { Neighbours } from '../report/results.ts';
import { riskgraph } from '../variants/variants.ts';
import { type ImportGround, type ImportServer, importSeconds, withImportServer } from './import-server.ts';

const EVERY_MS = 40;
const WARM_UP_MS = 2_000;
const IDLE_MS = 10_000;

/** Questions of a small portfolio on the same server, at a pace that leaves it room. */
export async function measureNeighbours(ground: ImportGround, rows: number): Promise<Neighbours> {
  const file = await writeLoansFile(ground.cluster.url(ground.template), rows, ground.directory);
  return withImportServer(ground, async (server) => {
    const calls = callsTo(server);
    await steadyCalls(calls, sleep(WARM_UP_MS));
    const idle = await steadyCalls(calls, sleep(IDLE_MS));
    const during = await steadyCalls(calls, importSeconds(server, server.portfolios.at(-1)!, file));
    return {
      rows,
      idleP95Ms: percentile(idle.latenciesMs, 0.95),
      importP95Ms: percentile(during.latenciesMs, 0.95),
      importMaxMs: during.latenciesMs.at(-1) ?? Number.NaN,
      idleRefused: idle.refused,
      importRefused: during.refused,
    };
  });
}

function callsTo({ process, client, portfolios }: ImportServer) {
  const questions = questionsOf(portfolios).filter(({ id }) => id === 'Q2' || id === 'Q4 1,000');
  const asked = questions.flatMap((question) => riskgraph.asks(question));
  return { url: process.url, token: client.token, everyMs: EVERY_MS, asked };
}
