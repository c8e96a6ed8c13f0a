import type { Response } from 'express';
import { GraphError } from '../../../platform/errors.ts';

/** How long a client may take nothing of what is ready for it. */
export const STALL_LIMIT_MS = 30_000;

/**
 * Sends a body no faster than the client takes it: the next piece is made when the one before has gone. Throws where
 * the client has gone, or takes nothing for too long.
 */
export async function sendBody(
  response: Response,
  body: AsyncIterable<string | Buffer>,
  stallLimitMs = STALL_LIMIT_MS,
): Promise<void> {
  for await (const piece of body) {
    if (response.destroyed) throw gone();
    if (piece.length > 0 && !response.write(piece)) await drained(response, stallLimitMs);
  }
  response.end();
}

// Nobody reads these: they are no fault of ours, which a log would have to tell of.
const gone = () => new GraphError('DEADLINE_EXCEEDED', 'The client has gone.');
const stalled = () => new GraphError('DEADLINE_EXCEEDED', 'The client takes nothing.');

async function drained(response: Response, stallLimitMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const leave = () => reject(gone());
  const timer = setTimeout(() => reject(stalled()), stallLimitMs);
  response.once('drain', resolve).once('close', leave);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    response.off('drain', resolve).off('close', leave);
  }
}
