import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from './deployment.ts';
import { script } from './script/script.ts';
import { Stage } from './script/stage.ts';
import type { Received } from './script/step.ts';
import { withoutChance } from './without-chance.ts';

const STEP_LIMIT_MS = 30_000;

async function silence(): Promise<never> {
  await sleep(STEP_LIMIT_MS, null, { ref: false });
  throw new Error(`No answer within ${STEP_LIMIT_MS} ms.`);
}

/** What each step of the script was answered, by its name; a fault of the connection is an answer, too. */
export async function playScript(deployment: Deployment): Promise<Map<string, Received>> {
  const startedAt = new Date();
  const stage = new Stage(deployment);
  const answers = new Map<string, Received>();
  for (const { name, play } of script) {
    if (answers.has(name)) throw new Error(`Two steps are called "${name}".`);
    const received = await Promise.race([play(stage), silence()]).catch((fault: Error) => ({
      status: 0,
      headers: {},
      text: String(fault),
    }));
    answers.set(name, withoutChance(received, startedAt));
  }
  return answers;
}
