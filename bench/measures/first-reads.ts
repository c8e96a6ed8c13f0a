import { loanIdsOf } from '../database/loan-keys.ts';
import { oneCaller } from '../load/one-caller.ts';
import { median } from '../load/statistics.ts';
import type { Question } from '../queries/questions.ts';
import type { FirstRead } from '../report/results.ts';
import type { RunningVariants } from '../servers/running-variants.ts';
import { limit, riskgraph } from '../variants/variants.ts';
import { firstDifference } from './first-difference.ts';
import { updateInGraph } from './loan-updates.ts';

/** How often, by the size of the portfolio: the limit reads the largest one for seconds. */
const repeatsOf = (size: number) => (size <= 10_000 ? 20 : size <= 100_000 ? 10 : 5);
/** Before anything counts. Who has answered of small portfolios is warm for the large ones. */
const warmUpsOf = (size: number) => (size <= 10_000 ? 40 : 2);

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
  const callerOf = (variant: typeof limit) => oneCaller(running.server(variant).url, token);
  const [byHand, ours] = [callerOf(limit), callerOf(riskgraph)];
  const times = { limit: [] as number[], first: [] as number[], again: [] as number[] };
  const warmUps = warmUpsOf(portfolio.size);
  for (let n = 0; n < warmUps + repeatsOf(portfolio.size); n++) {
    await ours.ask(updateInGraph(loans, n));
    const first = await ours.ask(riskgraph.asks(question)[0]!);
    const again = await ours.ask(riskgraph.asks(question)[0]!);
    const hand = await byHand.ask(limit.asks(question)[0]!);
    refuseStale(question, hand.data, first.data);
    if (n < warmUps) continue;
    times.first.push(first.ms);
    times.again.push(again.ms);
    times.limit.push(hand.ms);
  }
  await Promise.all([byHand.leave(), ours.leave()]);
  return {
    question: question.id,
    title: question.title,
    limitMs: median(times.limit),
    firstMs: median(times.first),
    againMs: median(times.again),
  };
}

function refuseStale(question: Question, expected: unknown, found: unknown): void {
  const difference = firstDifference(expected, found);
  if (difference) throw new Error(`${question.id}: after a write the server says ${difference}`);
}
