import type { IncomingMessage, Server } from 'node:http';

/**
 * Ends a connection whose request was answered before all of it came, as when an upload was refused: what is still
 * on its way runs dry for a while, so that the client gets to read its answer, and then the connection is cut.
 */
export function dropUnreadBodies(http: Server, lingerMs: number): void {
  http.on('request', (request, response) => {
    response.once('finish', () => {
      if (!request.complete) drop(request, lingerMs);
    });
  });
}

function drop(request: IncomingMessage, lingerMs: number): void {
  const timer = setTimeout(() => request.socket.destroy(), lingerMs).unref();
  request.once('close', () => clearTimeout(timer));
  request.unpipe();
  request.resume();
}
