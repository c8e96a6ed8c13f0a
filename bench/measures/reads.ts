import type { Load } from '../load/closed-loop.ts';
import { medianSample, sample } from '../load/sample.ts';
import { takeTurns } from '../load/take-turns.ts';
import type { Options } from '../options.ts';
import type { Question } from '../queries/questions.ts';
import type { Missing, Reading } from '../report/results.ts';
import type { RunningVariants } from '../servers/running-variants.ts';
import { type Answering, answering } from './same-answers.ts';

const WARM_UP_SECONDS = 1;

/** Checks that all variants answer the same, then lets them take turns. */
export async function readQuestion(
  question: Question,
  running: RunningVariants,
  options: Options,
): Promise<{ readings: Reading[]; missing: Missing[] }> {
  const token = await running.token();
  const found = await answering(question, running, token);
  const readings: Reading[] = [];
  const loadOf = ({ variant, asked, byteLength }: Answering, connections: number, seconds: number): Load => ({
    ...{ url: running.server(variant).url, token, connections, seconds, byteLength },
    asked: () => asked,
  });
  const run = (item: Answering, connections: number, seconds = options.seconds) =>
    sample(running.server(item.variant), running.postmasterPid, loadOf(item, connections, seconds));

  const numbers = question.connections ? [question.connections] : options.connections;
  for (const item of found.answering) await run(item, numbers[0]!, WARM_UP_SECONDS);
  for (const connections of numbers) {
    const samples = await takeTurns(found.answering, options.rounds, (item) => run(item, connections));
    for (const [{ variant }, taken] of samples) {
      const { id, title } = question;
      readings.push({ question: id, title, connections, variant: variant.name, ...medianSample(taken) });
    }
  }
  return { readings, missing: found.missing };
}
