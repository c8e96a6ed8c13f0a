import type { MikroORM } from '@mikro-orm/postgresql';
import { Router } from 'express';

/** `/healthz`: the process answers. `/readyz`: so does the database. */
export function healthRoutes(orm: MikroORM): Router {
  const routes = Router();
  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  routes.get('/readyz', async (_request, response) => {
    const isReady = await orm.isConnected();
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'the database does not answer' });
  });
  return routes;
}
