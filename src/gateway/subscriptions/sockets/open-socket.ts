import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { log } from '../../../platform/log.ts';
import { type CloseReason, reasonOf, signInTimedOut } from '../close-reasons.ts';
import type { OpenConnections } from '../open-connections.ts';
import type { SubscriptionLimits } from '../subscription-limits.ts';
import type { SocketState } from './protocol.ts';

/** Carries messages between a socket and the protocol, from the upgrade until it is gone. */
export function openSocket(
  state: SocketState,
  protocol: Server<SocketState>,
  connections: OpenConnections,
  limits: SubscriptionLimits,
): void {
  const { socket } = state;
  const leave = connections.enter();
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
    leave();
    state.signedIn?.forget();
    if (state.signedIn) connections.delete(state.signedIn);
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
