import type { IncomingMessage, Server } from 'node:http';

/** How often a client is looked at before it is cut. */
const CHECKS = 20;

/**
 * Cuts a connection whose client owes the rest of a body and sends no byte of it for so long. A client that
 * waits for us (a long import's answer, or a pause in reading its file) is not cut, nor one that is merely slow.
 */
export function cutSilentClients(http: Server, silenceTimeoutMs: number): void {
  http.prependListener('request', (request) => {
    if (hasBody(request)) watch(request, silenceTimeoutMs);
  });
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;

function watch(request: IncomingMessage, silenceTimeoutMs: number): void {
  const { socket } = request;
  let bytesSeen = socket.bytesRead;
  let silentChecks = 0;
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer);
    silentChecks = socket.bytesRead > bytesSeen || isHeldBack(request) ? 0 : silentChecks + 1;
    bytesSeen = socket.bytesRead;
    if (silentChecks >= CHECKS) socket.destroy();
  }, silenceTimeoutMs / CHECKS).unref();
  request.once('close', () => clearInterval(timer));
}

/** Whether it is us who do not read. */
const isHeldBack = (request: IncomingMessage) =>
  request.readableFlowing === false || request.readableLength > 0 || request.socket.isPaused();
