import { hash, timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import { collectDefaultMetrics } from 'prom-client';
import { registry } from '../platform/metrics.ts';

/** `/metrics`, for this machine and for whoever shows the token. */
export function metricsRoutes(token: string | undefined): Router {
  measureProcess();
  const routes = Router();
  routes.get('/metrics', async (request, response) => {
    if (!isLocal(request) && !hasToken(request, token)) {
      response
        .status(401)
        .set('www-authenticate', 'Bearer realm="metrics"')
        .json({ status: 'not for everyone' });
      return;
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
  return routes;
}

let isMeasured = false;

/** CPU, memory, the event loop: once a process. */
function measureProcess(): void {
  if (!isMeasured) collectDefaultMetrics({ register: registry });
  isMeasured = true;
}

/** Behind a proxy on this machine, everyone seems to be here. */
const isLocal = ({ socket, headers }: Request): boolean =>
  /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
  !Object.keys(headers).some(
    (name) => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-'),
  );

function hasToken(request: Request, token: string | undefined): boolean {
  const shown = /^bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  return Boolean(token && shown) && timingSafeEqual(digest(shown as string), digest(token as string));
}

const digest = (text: string) => hash('sha256', text, 'buffer');
