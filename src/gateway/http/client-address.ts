import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Express, Request } from 'express';

/**
 * Lets an application believe the `X-Forwarded-For` of these proxies, and of no others. Each is an address, a
 * network in CIDR notation, or `loopback`, `linklocal`, `uniquelocal`.
 */
export function trustProxies(app: Express, proxies: string[]): void {
  app.set('trust proxy', proxies.length > 0 && proxies);
}

/**
 * The address of who asks, by HTTP or for a WebSocket: the nearest one that is no trusted proxy's. A proxy that
 * forwards something else than an address counts itself.
 */
export function clientAddress(app: Express, request: IncomingMessage): string | null {
  const forwarded = request.headers['x-forwarded-for'] && forwardedAddress(app, request);
  const candidates = [forwarded, request.socket.remoteAddress];
  const address = candidates.find((candidate) => isIP(candidate ?? '') !== 0);
  return address?.replace(IPV4_IN_IPV6, '') ?? null;
}

/** As Express reads it of requests that it has not seen, too. */
function forwardedAddress(app: Express, { socket, headers }: IncomingMessage): string | undefined {
  const seen: Request = Object.create(app.request, {
    socket: { value: socket },
    headers: { value: headers },
  });
  return seen.ip?.replace(WITH_PORT, '$1$2');
}

/** How Azure's front ends forward an address: with the port that the client had. */
const WITH_PORT = /^(?:([\d.]+)|\[(.+)\]):\d+$/;

/** How a socket that listens on both kinds of addresses writes an IPv4 address. */
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.)/i;
