import { loanIdsOf } from '../database/loan-keys.ts';
import { askOnce } from '../load/ask.ts';
import { median } from '../load/statistics.ts';
import type { Question } from '../queries/questions.ts';
import type { FirstRead } from '../report/results.ts';
import type { RunningVariants } from '../servers/running-variants.ts';
import { limit, riskgraph } from '../variants/variants.ts';
import { firstDifference } from './first-difference.ts';
import { updateInGraph } from './loan-updates.ts';

/** How often, by the size of the portfolio: the limit reads the largest one for seconds. */
const repeatsOf = (size: number) => (size <= 10_000 ? 20 : size <= 100_000 ? 10 : 5);
/** Before anything counts, a quarter as often: both are warm by then, as they are for what is asked again and again. */
const warmUpsOf = (size: number) => Math.ceil(repeatsOf(size) / 4);

/**
 * Writes a loan through the server, then asks. The limit, which keeps nothing, is asked in between: both must have
 * seen the write.
 */
export async function firstReads(
  question: Question,
  running: RunningVariants,
  databaseUrl: string,
): Promise<FirstRead> {
  const token = await running.token();
  const portfolio = question.portfolio!;
  const loans = await loanIdsOf(databaseUrl, [portfolio]);
  const times = { limit: [] as number[], first: [] as number[], again: [] as number[] };
  const warmUps = warmUpsOf(portfolio.size);
  for (let n = 0; n < warmUps + repeatsOf(portfolio.size); n++) {
    await askOnce(running.server(riskgraph).url, updateInGraph(loans, n), token);
    const first = await timed(running, riskgraph, question, token);
    const again = await timed(running, riskgraph, question, token);
    const hand = await timed(running, limit, question, token);
    refuseStale(question, hand.data, first.data);
    if (n < warmUps) continue;
    times.first.push(first.ms);
    times.again.push(again.ms);
    times.limit.push(hand.ms);
  }
  return {
    question: question.id,
    title: question.title,
    limitMs: median(times.limit),
    firstMs: median(times.first),
    againMs: median(times.again),
  };
}

async function timed(running: RunningVariants, variant: typeof limit, question: Question, token: string) {
  const start = performance.now();
  const { data } = await askOnce(running.server(variant).url, variant.asks(question)[0]!, token);
  return { data, ms: performance.now() - start };
}

function refuseStale(question: Question, expected: unknown, found: unknown): void {
  const difference = firstDifference(expected, found);
  if (difference) throw new Error(`${question.id}: after a write the server says ${difference}`);
}
