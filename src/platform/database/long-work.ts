import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { LONG_DEADLINE_MS, lengthenDeadline } from '../deadline.ts';
import { serviceUnavailable } from '../errors.ts';

/** Each holds a connection, and some wait for a client's bytes: half of the pool is for everybody else. */
const MAX_AT_ONCE = 5;
let running = 0;

/**
 * Gives `work`, in the transaction of `em`, ten minutes: within the request and on the server. Throws
 * SERVICE_UNAVAILABLE where too many such works run in this process.
 */
export async function takingLong<Result>(em: SqlEntityManager, work: () => Promise<Result>): Promise<Result> {
  if (running >= MAX_AT_ONCE)
    throw serviceUnavailable('Too much that takes long is running. Try again later.');
  running += 1;
  try {
    await em.execute(`set local statement_timeout = ${LONG_DEADLINE_MS}`);
    await em.execute(`set local idle_in_transaction_session_timeout = ${LONG_DEADLINE_MS}`);
    return await lengthenDeadline(LONG_DEADLINE_MS, work);
  } finally {
    running -= 1;
  }
}
