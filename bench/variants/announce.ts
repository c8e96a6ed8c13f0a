import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on any port of this machine and says so: whoever started the process reads it. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  process.once('SIGTERM', () => process.exit(0));
}
