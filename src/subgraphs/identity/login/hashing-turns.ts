import { availableParallelism } from 'node:os';
import { serviceUnavailable } from '../../../platform/errors.ts';

/** Hashing fills a core and one of libuv's four threads; files and addresses need the others. */
const MAX_AT_ONCE = Math.min(3, availableParallelism());
/** Five seconds of work and more: who stands behind is better told to come back. */
const MAX_WAITING = 60;

const waiting: (() => void)[] = [];
let running = 0;

/** Does the work when it is its turn. SERVICE_UNAVAILABLE where too many wait: no flood of sign-ins stops the rest. */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < MAX_AT_ONCE) running++;
  else await aTurn();
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

function aTurn(): Promise<void> {
  if (waiting.length >= MAX_WAITING)
    throw serviceUnavailable('Too many sign in at once. Try again in a moment.');
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}
