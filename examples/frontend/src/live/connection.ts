import { createContext, use, useSyncExternalStore } from 'react';
import type { Connection, Socket } from '../graph/socket.ts';

export const SocketContext = createContext<Socket | null>(null);

/** Whether changes are told as they happen. */
export function useConnection(): Connection {
  const socket = use(SocketContext)!;
  return useSyncExternalStore(socket.onChange, socket.connection);
}
