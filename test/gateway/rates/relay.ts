import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A port of 127.0.0.1 behind which a server can be lost, go silent, and come back. */
export interface Relay {
  url: string;
  /** No byte passes any more; connections stay open. */
  goSilent(): void;
  /** Connections are cut and new ones are, too. */
  cut(): void;
  heal(): void;
  close(): Promise<void>;
}

export async function openRelay(target: URL): Promise<Relay> {
  let state: 'open' | 'silent' | 'cut' = 'open';
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => to.destroy());
      from.on('data', (bytes) => state === 'open' && to.write(bytes));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goSilent: () => {
      state = 'silent';
    },
    cut: () => {
      state = 'cut';
      end();
    },
    heal: () => {
      state = 'open';
    },
    close: async () => {
      state = 'cut';
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
