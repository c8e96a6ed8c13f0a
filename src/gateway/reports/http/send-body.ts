import type { Response } from 'express';

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
    if (response.destroyed) throw new Error('The client has gone.');
    if (piece.length > 0 && !response.write(piece)) await drained(response, stallLimitMs);
  }
  response.end();
}

async function drained(response: Response, stallLimitMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const gone = () => reject(new Error('The client has gone.'));
  const timer = setTimeout(() => reject(new Error('The client takes nothing.')), stallLimitMs);
  response.once('drain', resolve).once('close', gone);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    response.off('drain', resolve).off('close', gone);
  }
}
