import { askOnce } from '../load/ask.ts';
import type { Question } from '../queries/questions.ts';
import type { Missing } from '../report/results.ts';
import type { RunningVariants } from '../servers/running-variants.ts';
import type { Asked, Variant } from '../variants/variant.ts';
import { limit, variants } from '../variants/variants.ts';
import { firstDifference } from './first-difference.ts';

/** A variant that answers a question, and how it is asked. */
export interface Answering {
  variant: Variant;
  asked: Asked;
  byteLength: number;
}

/** Which variants answer, all with the same: throws where one of them says something else than the limit. */
export async function answering(
  question: Question,
  running: RunningVariants,
  token: string,
): Promise<{ answering: Answering[]; missing: Missing[] }> {
  const answers: (Answering & { data: unknown })[] = [];
  const missing: Missing[] = [];
  for (const variant of variants) {
    const asks = variant.asks(question);
    const answer = await firstAnswer(running.server(variant).url, asks, token);
    if ('data' in answer) answers.push({ variant, ...answer });
    else if (asks.length > 0) missing.push({ question: question.id, variant: variant.name, ...answer });
  }
  const expected = answers.find(({ variant }) => variant === limit);
  if (!expected) throw new Error(`${question.id}: the limit does not answer: ${missing[0]?.reason}`);
  for (const { variant, data } of answers) refuseDifference(question, variant, expected.data, data);
  return { answering: answers.map(({ data, ...rest }) => rest), missing };
}

/** The first of the asks that is answered, or why none is. */
export async function firstAnswer(url: string, asks: Asked[], token: string) {
  let reason = '';
  for (const asked of asks) {
    try {
      return { asked, ...(await askOnce(url, asked, token)) };
    } catch (error) {
      reason = (error as Error).message;
    }
  }
  return { reason };
}

function refuseDifference(
  question: Question,
  { name, toGraph }: Variant,
  expected: unknown,
  data: unknown,
): void {
  const difference = firstDifference(expected, toGraph(data));
  if (difference) throw new Error(`${question.id}: ${name} says something else. ${difference}`);
}
