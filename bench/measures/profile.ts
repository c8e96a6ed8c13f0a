import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANAGER } from '../database/people.ts';
import { signIn } from '../graph-client.ts';
import { closedLoop } from '../load/closed-loop.ts';
import { bucketsOf } from '../load/cpu-profile.ts';
import type { Question } from '../queries/questions.ts';
import type { Profile } from '../report/results.ts';
import { startServer } from '../servers/server-process.ts';
import { riskgraph } from '../variants/variants.ts';
import { firstAnswer } from './same-answers.ts';

const CONNECTIONS = 10;
const WARM_UP_SECONDS = 2;
const SECONDS = 8;

/** Null where the server does not answer the question. */
export async function profileOf(
  question: Question,
  databaseUrl: string,
  directory: string,
): Promise<Profile | null> {
  const folder = join(directory, 'profile');
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const server = await startServer({ ...riskgraph, databaseUrl, directory, nodeOptions });
  try {
    const { token } = await signIn(server.url, MANAGER);
    const answer = await firstAnswer(server.url, riskgraph.asks(question), token);
    if (!('data' in answer)) return null;
    const load = { url: server.url, token, connections: CONNECTIONS, asked: () => answer.asked };
    await closedLoop({ ...load, seconds: WARM_UP_SECONDS });
    await closedLoop({ ...load, seconds: SECONDS });
  } finally {
    await server.stop();
  }
  const [file] = await readdir(folder);
  const profile = JSON.parse(await readFile(join(folder, file!), 'utf8'));
  return { question: question.id, buckets: bucketsOf(profile, SECONDS) };
}
