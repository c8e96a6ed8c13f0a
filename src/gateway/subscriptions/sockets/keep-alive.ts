import type { WebSocket, WebSocketServer } from 'ws';

/** Pings every socket, and ends one that has not answered the last ping. Answers how to stop that. */
export function keepAlive({ clients }: Pick<WebSocketServer, 'clients'>, intervalMs: number): () => void {
  const unanswered = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of clients) {
      if (unanswered.has(socket)) socket.terminate();
      else ping(socket, unanswered);
    }
  }, intervalMs).unref();
  return () => clearInterval(timer);
}

function ping(socket: WebSocket, unanswered: WeakSet<WebSocket>): void {
  if (socket.readyState !== socket.OPEN) return;
  unanswered.add(socket);
  socket.once('pong', () => unanswered.delete(socket));
  socket.ping();
}
