import pg, { type Pool } from 'pg';
import { currentDeadline, type Deadline } from '../../deadline.ts';
import { allConnectionsBusy, unreachable } from './connection-faults.ts';
import type { GuardedClient } from './guarded-client.ts';

type Connect = () => Promise<GuardedClient>;
type Callback = Parameters<Pool['connect']>[0];

/**
 * Makes a pool of {@link GuardedClient}s lend each under the deadline of who asks, who waits no longer than that.
 * Without a deadline, the pool's own limit to waiting holds.
 */
export function guardPool(pool: Pool): void {
  const connect = pool.connect.bind(pool) as unknown as Connect & ((callback: Callback) => void);
  const lend = async () => {
    const deadline = currentDeadline();
    const client = await waitFor(connect, deadline);
    client.lend(deadline);
    return client;
  };
  pool.connect = ((callback?: Callback) => (callback ? connect(callback) : lend())) as Pool['connect'];
}

async function waitFor(connect: Connect, deadline: Deadline | undefined): Promise<GuardedClient> {
  if (deadline?.refusal) throw deadline.refusal;
  const { promise, resolve, reject } = Promise.withResolvers<GuardedClient>();
  let isTooLate = false;
  const forget = deadline?.onPass(() => {
    isTooLate = true;
    reject(allConnectionsBusy());
  });
  connect()
    .then((client) => (isTooLate ? releaseUnused(client) : resolve(client)))
    .catch((fault) => reject(inWords(fault)))
    .finally(forget);
  return promise;
}

const releaseUnused = (client: GuardedClient) => (client as unknown as pg.PoolClient).release();

const WAITED_TOO_LONG = 'timeout exceeded when trying to connect';

/** The server's own refusal (too many connections, starting, stopping) stays what it is. */
function inWords(fault: Error): Error {
  if (fault instanceof pg.DatabaseError) return fault;
  return fault.message === WAITED_TOO_LONG ? allConnectionsBusy() : unreachable(fault);
}
