import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { log } from '../../platform/log.ts';
import { shownErrors } from '../shown-errors.ts';
import { CloseReason, internalError, signInTimedOut } from './close-reasons.ts';
import type { OpenSockets } from './open-sockets.ts';
import type { SocketState } from './protocol.ts';
import type { SocketLimits } from './socket-limits.ts';

/** Carries messages between a socket and the protocol, from the upgrade until it is gone. */
export function openSocket(
  state: SocketState,
  protocol: Server<SocketState>,
  sockets: OpenSockets,
  limits: SocketLimits,
): void {
  const { socket } = state;
  const close = ({ code, message }: CloseReason) => socket.close(code, message);
  const timer = setTimeout(() => {
    if (!state.signedIn) close(signInTimedOut());
  }, limits.signInTimeoutMs);
  const onClosed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (message) => send(socket, message, limits.maxUnsentBytes),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (read) =>
        socket.on('message', (message) => {
          // A socket that is closing may still be written to by its client.
          if (socket.readyState === socket.OPEN)
            read(String(message)).catch((fault) => close(reasonOf(fault)));
        }),
    },
    state,
  );
  // What is wrong with a frame closes the socket by itself, with a code that says what.
  socket.on('error', () => {});
  socket.once('close', (code, reason) => {
    clearTimeout(timer);
    state.signedIn?.forget();
    if (state.signedIn) sockets.delete(state.signedIn);
    for (const results of state.running) results.return();
    onClosed(code, String(reason)).catch((fault) =>
      log.error({ err: fault }, 'A socket could not be closed in order.'),
    );
  });
}

/** Answers once the message is on its way: whoever sends the next one waits for a slow client. */
function send(socket: WebSocket, message: string, maxUnsentBytes: number): Promise<void> {
  if (socket.bufferedAmount > maxUnsentBytes) socket.terminate();
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) => socket.send(message, () => resolve()));
}

function reasonOf(fault: unknown): CloseReason {
  if (fault instanceof CloseReason) return fault;
  shownErrors([fault]);
  return internalError();
}
