import type { Socket } from 'node:net';
import pg from 'pg';

const TIMEOUT_MS = 1_000;

/** A connection as the server knows it. The driver has these, but does not declare them. */
export interface Backend {
  host: string;
  port: number;
  ssl: unknown;
  sslNegotiation: string;
  processID: number;
  secretKey: number;
}

/** The driver's wire, of which it declares little. */
interface Wire {
  stream: Socket;
  connect(portOrPath: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: number): void;
  once(event: 'connect' | 'sslconnect', listener: () => void): void;
  on(event: 'error', listener: () => void): void;
}

/**
 * Asks the server to stop what a connection runs, as the protocol has it: over a socket of its own, which needs no
 * free connection and no right but to know the connection's secret. There is no answer to it.
 */
export function requestCancel({ host, port, ssl, sslNegotiation, processID, secretKey }: Backend): void {
  const wire = new (pg.Connection as unknown as new (config: object) => Wire)({ ssl, sslNegotiation });
  const hangUp = () => wire.stream.destroy();
  wire.on('error', hangUp);
  wire.once('connect', () => ssl && sslNegotiation !== 'direct' && wire.requestSsl());
  wire.once(ssl ? 'sslconnect' : 'connect', () => wire.cancel(processID, secretKey));
  setTimeout(hangUp, TIMEOUT_MS).unref();
  if (host.startsWith('/')) wire.connect(`${host}/.s.PGSQL.${port}`);
  else wire.connect(port, host);
}
