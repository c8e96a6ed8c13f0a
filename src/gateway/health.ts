import type { MikroORM } from '@mikro-orm/postgresql';
import { Router } from 'express';
import { databaseAnswers } from '../platform/database/database-answers.ts';

/** An answer serves everyone who asks within this, so that a flood of them opens one connection at a time. */
const FRESH_MS = 1_000;

/** `/healthz`: the process answers. `/readyz`: so does the database, and nobody has begun to stop the process. */
export function healthRoutes(orm: MikroORM, isStopping: () => boolean): Router {
  const routes = Router();
  const isReady = remembering(() => databaseAnswers(orm), FRESH_MS);
  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  routes.get('/readyz', async (_request, response) => {
    const fault = isStopping() ? 'stopping' : (await isReady()) ? null : 'the database does not answer';
    response.status(fault ? 503 : 200).json({ status: fault ?? 'ok' });
  });
  return routes;
}

/** Asks once for all who want to know at a time, and not again while the answer is fresh. */
function remembering<Answer>(ask: () => Promise<Answer>, freshMs: number): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  const forget = () => {
    answer = undefined;
  };
  return () => {
    if (!answer) {
      answer = ask();
      answer.catch(() => {}).finally(() => setTimeout(forget, freshMs).unref());
    }
    return answer;
  };
}
