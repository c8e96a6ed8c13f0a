import { passAllDeadlines } from '../platform/deadline.ts';
import { serviceUnavailable } from '../platform/errors.ts';

/** Requests in flight may finish for this long: a little more than a request's deadline. */
const FINISH_LIMIT_MS = 11_000;
/** Then they are stopped, which takes a moment; what is connected after this is cut. */
export const DRAIN_LIMIT_MS = 13_000;

const stopping = () =>
  serviceUnavailable('The server is being stopped, and could not wait for this any longer.');

/** Waits for `drain`, and stops in time what may run for longer than a stop may take: imports. */
export async function endingLateWork(
  drain: () => Promise<void>,
  finishLimitMs = FINISH_LIMIT_MS,
): Promise<void> {
  const timer = setTimeout(() => passAllDeadlines(stopping), finishLimitMs);
  try {
    await drain();
  } finally {
    clearTimeout(timer);
  }
}
